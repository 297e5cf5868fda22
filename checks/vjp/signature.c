/* signature.c -- forward and backward found in the source, and what each parameter is.
 *
 * The comment line names results, arguments and shapes; the prototypes say how they are passed.
 * Prototypes are read after preprocessing, comments before it.
 */
#include "checks/vjp/signature.h"
#include "checks/vjp/half.h"
#include "checks/vjp/offer.h"
#include "checks/vjp/packed.h"
#include "checks/vjp/cuda.h"
#include "checks/vjp/pool.h"
#include "checks/vjp/preprocess.h"
#include "checks/vjp/rehearse.h"
#include "checks/vjp/tangents.h"
#include "checks/vjp/twice.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* names: what was asked for; none: all */
typedef struct {
	Source *s;
	File f;
	Pair *pair;
	Comment *comment;
	size_t npairs, ncomments, room, n;
	const char *const *name;
	Held held[MOST];
	int nheld;
	const char *text;                  /* of the file, as it stands there */
	Pair *push;                        /* those with a JVP */
	size_t npush;
} Reading;

static char *contents(const char *file)
{
	FILE *f = fopen(file, "rb");
	char *s = NULL;
	size_t room = 0, n = 0, got;

	if (!f) bad("%s: %s", file, strerror(errno));
	do {
		s = grow(s, &room, n + 65536 + 1, 1);
		n += got = fread(s + n, 1, 65536, f);
	} while (got);
	if (ferror(f)) bad("%s: %s", file, strerror(errno));
	fclose(f);
	s[n] = 0;
	keep(s);
	if (strlen(s) != n) bad("%s: byte %zu is 0: not a C source", file, strlen(s));
	return s;
}

static bool asked(const Reading *r, const char *k)
{
	for (size_t i = 0; i < r->n; i++)
		if (!strcmp(r->name[i], k)) return true;
	return !r->n;
}

/* by the name of the kernel, or of one of its functions */
static bool askedpair(const Reading *r, const Pair *p)
{
	return asked(r, p->name) || asked(r, p->forward->name) || asked(r, p->backward->name);
}

static void add(Reading *r, Kernel k)
{
	Source *s = r->s;

	for (int h = 0; h < r->nheld && k.nheld < MOST; h++) k.held[k.nheld++] = r->held[h];
	s->kernel = keptgrow(s->kernel, &r->room, s->n + 1, sizeof *s->kernel);
	s->kernel[s->n++] = k;
}

/* an offered line, and what came of it when it was tried: a sentence before it */
static char *offering(const Reading *r, const Pair *p, const char *offer, int instead)
{
	char *fault = p ? rehearsed(r->s, r->text, offer, p->forward->line, instead, p->name)
			: NULL;

	return fault ? pooled("a comment line to begin with, above the forward function: its "
			      "shapes are guesses,\n  and with them %s",
			       fault)
		     : pooled("a comment line that would do, above the forward function");
}

/* instead: the line of the comment that does not do, or 0 */
static void refused(const Reading *r, const Pair *p, int line, const char *why, const char *offer,
	int instead) __attribute__((noreturn));
static void refused(const Reading *r, const Pair *p, int line, const char *why, const char *offer,
	int instead)
{
	if (!offer)
		bad("%s:%d: %s\n  no comment line was found that would do: docs/kernels.md lists "
		    "the "
		    "clauses, or wengert --man",
			r->s->file, line, why);
	bad("%s:%d: %s\n  %s:\n  %s", r->s->file, line, why, offering(r, p, offer, instead),
		offer);
}

static void comments(Reading *r)
{
	size_t all, room = 0;
	Token *t = tokens(r->s->source, &all);

	for (size_t k = 0; k < all; k++) {
		char *s = t[k].kind == COMMENT ? copytext(t[k].s, t[k].n) : NULL;
		const char *at = s ? strstr(s, "wengert:") : NULL;

		if (at && strspn(s, "/* \t\n") == (size_t)(at - s)) {
			if (readheld(t[k].s, t[k].n, r->held, &r->nheld)) {
				release(s);
				continue;
			}
			r->comment =
				keptgrow(r->comment, &room, r->ncomments + 1, sizeof *r->comment);
			r->comment[r->ncomments++] = readcomment(t[k].s, t[k].n, t[k].line);
		}
		release(s);
	}
	release(t);
}

/* ---- which functions a comment is about ----------------------------------------------------- */

/* the first pair that a comment with no name stands above */
static const Pair *below(const Reading *r, int line)
{
	const Pair *first = NULL;

	for (size_t k = 0; k < r->npairs; k++)
		if (r->pair[k].forward->line > line &&
			(!first || r->pair[k].forward->line < first->forward->line))
			first = &r->pair[k];
	return first;
}

static const Pair *exactly(const Reading *r, const char *name)
{
	for (size_t k = 0; k < r->npairs; k++)
		if (!strcmp(r->pair[k].name, name)) return &r->pair[k];
	for (size_t k = 0; k < r->npairs; k++)
		if (meant(&r->pair[k], name)) return &r->pair[k];
	return NULL;
}

static bool role(const char *s) { return !strcmp(s, "forward") || !strcmp(s, "backward"); }

/* `call f(...)` names functions that need not pair by their names */
static const Pair *called(Reading *r, const Comment *c, const Pair *byname)
{
	Pair *p = keptroom(1, sizeof *p);

	*p = byname ? *byname : (Pair){ .name = c->k.name, .forward = named(&r->f, c->k.name) };
	for (int k = 0; k < c->ncalls; k++) {
		const Proto *f = role(c->call[k].name) ? NULL : named(&r->f, c->call[k].name);

		if (role(c->call[k].name)) continue;
		if (!f)
			bad("%s:%d: call %s(...): there is no such function", r->s->file, c->line,
				c->call[k].name);
		/* of two the first is the forward; one alone is the one that the name does not say
		 */
		if (k == 0 && c->ncalls == 2)
			p->forward = f;
		else if (f != p->forward)
			p->backward = f;
	}
	if (!p->backward && p->forward && c->ncalls) p->backward = p->forward;
	return p->forward && p->backward ? p : NULL;
}

static void defined(const Reading *r, const Pair *p)
{
	for (int side = 0; side < 2; side++) {
		const Proto *f = side ? p->backward : p->forward;

		if (!f->body)
			bad("%s:%d: %s is declared, but not defined here: give the file that it is "
			    "in "
			    "by -include",
				r->s->file, f->line, f->name);
	}
}

static const Pair *pairof(Reading *r, const Comment *c)
{
	const Pair *p = exactly(r, c->k.name);

	if (c->ncalls) p = called(r, c, p);
	if (!p)
		bad("%s:%d: no pair of functions for the kernel %s: %s", r->s->file, c->line,
			c->k.name, conventions);
	defined(r, p);
	return p;
}

/* the JVP that a comment is about is a kernel too; whether there is one */
static bool pushedforward(Reading *r, const Comment *c)
{
	const Pair *p = NULL;
	Comment own = *c;
	Misfit m;
	Kernel k;

	for (size_t i = 0; i < r->npush && !p; i++)
		if (meant(&r->push[i], c->k.name)) p = &r->push[i];
	if (!p || !p->forward->body || r->s->flags.twice) return false;
	own.k.name = pooled("%s_jvp", c->k.name), own.k.tangents = true;
	own.ncalls = 0;
	k = kernelof(&r->f, r->s->file, &own, p, &m);
	if (m.kind) bad("%s:%d: %s", r->s->file, m.line, m.says);
	add(r, k);
	return true;
}

static void commented(Reading *r, const Comment *c)
{
	const Pair *p, *own;
	bool wanted;
	Misfit m;
	Kernel k;

	if (c->fault) {
		p = below(r, c->line);
		refused(r, p, c->line, c->fault,
			p ? guessed(&r->f, p) : "/* wengert: y[N] = f(x[N]) */", c->line);
	}
	own = exactly(r, c->k.name);
	wanted = asked(r, c->k.name) || (own && askedpair(r, own));
	if (!wanted && !asked(r, pooled("%s_jvp", c->k.name))) return;
	if (pushedforward(r, c) && !own && !c->ncalls) return;
	if (!wanted) return;
	p = pairof(r, c);
	k = kernelof(&r->f, r->s->file, c, p, &m);
	if (m.kind == NEVER) bad("%s:%d: %s", r->s->file, m.line, m.says);
	if (m.kind) refused(r, p, m.line, m.says, offered(&r->f, c, p), c->line);
	add(r, k);
}

/* ---- kernels without a comment -----------------------------------------------------------------
 */

static bool done(const Reading *r, const Pair *p)
{
	for (size_t k = 0; k < r->ncomments; k++)
		if (!r->comment[k].fault && meant(p, r->comment[k].k.name)) return true;
	for (size_t k = 0; k < r->s->n; k++)
		if (!r->s->kernel[k].tangents &&
			!strcmp(r->s->kernel[k].forward.name, p->forward->name))
			return true;
	return false;
}

/* said on standard error where other kernels are judged; where it is the only one, a mistake */
static void uncommented(const Reading *r, const Pair *p, bool alone)
{
	const Param *back = &p->backward->back;
	char *why = pooled("%s has no comment that says its shapes", p->forward->name),
	     *offer = guessed(&r->f, p), *type = back->other ? back->other : back->name;

	if (!back->type && structnamed(&r->f, type) && (!offer || !packs(&r->f, back, NULL)))
		why = pooled("%s returns a %s: a gradient is judged where it is written, through a "
			     "pointer, or is one number that is returned; write a wrapper",
			p->backward->name, type);
	if (r->s->flags.twice && !alone) return;
	if (alone) refused(r, p, p->forward->line, why, offer, 0);
	fprintf(stderr, "wengert: %s:%d: %s, so it is not judged%s%s\n", r->s->file,
		p->forward->line, why, offer ? "; a line that would do:\n  " : "",
		offer ? offer : "");
}

/* JVPs of functions of numbers, without a comment */
static void pushednumbers(Reading *r)
{
	for (size_t k = 0; k < r->npush && !r->s->flags.twice; k++) {
		const Pair *p = &r->push[k];
		Kernel kernel;
		bool said = false;

		for (size_t i = 0; i < r->ncomments; i++)
			said |= !r->comment[i].fault && meant(p, r->comment[i].k.name);
		if (said || !p->forward->body ||
			!(asked(r, p->name) || asked(r, pooled("%s_jvp", p->name))))
			continue;
		if (fittangents(&kernel, r->s->file, p))
			add(r, kernel);
		else
			fprintf(stderr,
				"wengert: %s:%d: %s has no comment that says its shapes, so it is "
				"not "
				"judged\n",
				r->s->file, p->backward->line, p->backward->name);
	}
}

/* a JVP and the VJP of one forward are held against each other */
static void partners(Source *s)
{
	for (size_t k = 0; k < s->n; k++)
		for (size_t i = 0; s->kernel[k].tangents && i < s->n; i++)
			if (!s->kernel[i].tangents && !s->kernel[i].derivative &&
				!anyinplace(&s->kernel[i]) &&
				s->kernel[i].nargs == s->kernel[k].nargs &&
				!strcmp(s->kernel[i].forward.name, s->kernel[k].forward.name))
				s->kernel[k].partner = &s->kernel[i];
}

static void numbersalone(Reading *r)
{
	const Pair *skipped = NULL;

	for (size_t k = 0; k < r->npairs; k++) {
		const Pair *p = &r->pair[k];
		Kernel kernel;
		Misfit m;

		if (done(r, p) || !askedpair(r, p) || !p->backward->body || !p->forward->body)
			continue;
		if (!fitnumbers(&kernel, r->s->file, p)) {
			if (r->n) uncommented(r, p, true);
			skipped = p;
			continue;
		}
		m = (Misfit){ .kind = FITS };
		alike(&kernel, &m), otherwise(&kernel);
		if (m.kind) bad("%s:%d: %s", r->s->file, m.line, m.says);
		add(r, kernel);
	}
	pushednumbers(r);
	for (size_t k = 0; k < r->npairs && skipped; k++) {
		const Pair *p = &r->pair[k];
		Kernel kernel;

		if (!done(r, p) && p->backward->body && p->forward->body &&
			!fitnumbers(&kernel, r->s->file, p))
			uncommented(r, p, !r->s->n);
	}
}

static int byline(const void *a, const void *b)
{
	return ((const Kernel *)a)->forward.line - ((const Kernel *)b)->forward.line;
}

static bool isnamed(const Kernel *k, const char *name)
{
	return !strcmp(k->name, name) || !strcmp(k->name, pooled("%s_jvp", name)) ||
		!strcmp(k->forward.name, name) || !strcmp(k->backward.name, name);
}

static void there(const Reading *r)
{
	for (size_t k = 0; k < r->npairs; k++)
		if ((r->n || !r->s->n) && askedpair(r, &r->pair[k]) && !done(r, &r->pair[k]))
			defined(r, &r->pair[k]);
	for (size_t k = 0; k < r->n; k++) {
		bool found = false;

		for (size_t i = 0; i < r->s->n; i++)
			found |= isnamed(&r->s->kernel[i], r->name[k]);
		if (!found)
			bad("%s: there is no kernel %s with a forward and a backward", r->s->file,
				r->name[k]);
	}
	for (size_t k = 0; k < r->f.n && !r->s->n; k++)
		if (r->f.p[k].global)
			bad("%s: no kernel: no %s, and %s is a __global__ function: the host "
			    "functions "
			    "that launch such ones are judged",
				r->s->file, conventions, r->f.p[k].name);
	if (!r->s->n) bad("%s: no kernel: no %s", r->s->file, conventions);
}

/* each backward as a kernel; those that are found as kernels already are these */
static void twice(Reading *r)
{
	Source *s = r->s;
	size_t n = 0;

	for (size_t k = 0; k < s->n; k++) {
		bool second = false;

		for (size_t i = 0; i < s->n; i++)
			second |= i != k &&
				!strcmp(s->kernel[k].forward.name, s->kernel[i].backward.name);
		if (!second) s->kernel[n++] = s->kernel[k];
	}
	s->n = n;
	for (size_t k = 0; k < n; k++) s->kernel[k] = secondorder(&r->f, &s->kernel[k]);
}

Source readsourcewith(Flags flags, const char *file, size_t n, const char *const *name)
{
	Pool *before, *own = newpool(&before);
	Source s = { .pool = own, .flags = flags, .cplus = iscplus(file) };
	Reading r = { .s = &s, .n = n, .name = name };
	const char *cuda = NULL;

	s.file = pooled("%s", file);
	r.text = s.source = contents(file);
	if (iscuda(file)) {
		char *cpp = ascpp(s.source, file);

		cuda = r.text;
		s.source = pooled("%s", cpp);
		release(cpp);
	}
	preprocess(&s);
	r.f = prototypes(s.own);
	if (cuda) launchedonly(&r.f, cuda);
	comments(&r);
	heldeverywhere(&r.f, r.held, r.nheld);
	r.pair = pairsof(&r.f, &r.npairs);
	r.push = tangentpairs(&r.f, &r.npush);
	for (size_t k = 0; k < r.ncomments; k++) commented(&r, &r.comment[k]);
	numbersalone(&r);
	there(&r);
	if (flags.twice) twice(&r);
	qsort(s.kernel, s.n, sizeof *s.kernel, byline);
	partners(&s);
	frompool(before);
	return s;
}

Source readsource(const char *file, size_t n, const char *const *name)
{
	return readsourcewith((Flags){ NULL, 0 }, file, n, name);
}

void freesource(Source *s)
{
	freepool(s->pool);
	*s = (Source){ 0 };
}
