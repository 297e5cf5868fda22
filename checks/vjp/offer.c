/* offer.c -- the comment that was written, with the clause that is missing; or one made of the
 * prototypes.  A line is offered only if it fits.
 */
#include "checks/vjp/offer.h"
#include "checks/vjp/loops.h"
#include "checks/vjp/packed.h"
#include "checks/vjp/pool.h"
#include "checks/vjp/structs.h"
#include <string.h>

enum { ROUNDS = 8 }; /* clauses that one line may lack */

static Comment comment(const char *says)
{
	char *s = pooled("/* wengert: %s */", says);

	return readcomment(s, strlen(s), 1);
}

static bool changes(const Proto *p, const Param *x)
{
	return x->pointer && !x->constant && (!x->name || writes(p, x->name));
}

/* whether a parameter of the backward may be read and then written */
static bool mayreplace(const Proto *b)
{
	for (int i = 0; i < b->n; i++)
		if (changes(b, &b->param[i]) && b->param[i].role != GRADIENT) return true;
	return false;
}

/* f(a[N], b[N]) ... as f(a[N]) with b[N] ...: the gradient that is there is of the first alone */
static char *firstalone(const char *says)
{
	const char *open = strchr(says, '('), *comma = NULL, *p = open;
	int depth = 0;

	for (; p && *p; p++) {
		depth += *p == '(' || *p == '[';
		depth -= *p == ')' || *p == ']';
		if (*p == ',' && depth == 1 && !comma) comma = p;
		if (!depth) break;
	}
	if (!p || !*p || !comma) return NULL;
	return pooled("%.*s) with%.*s%s", (int)(comma - says), says, (int)(p - comma - 1),
		comma + 1, p + 1);
}

/* y[N] = f(...) as y[N] index[N] = f(...): what the forward writes for the backward is a result */
static char *onemore(const Proto *f, const Param *p, const char *says)
{
	const char *equals = strchr(says, '=');
	char *s = extent(f, p->name);

	if (!equals || !s) return NULL;
	while (equals > says && equals[-1] == ' ') equals--;
	return pooled(*s ? "%.*s %s[%s]%s" : "%.*s %s%.0s%s", (int)(equals - says), says, p->name,
		s, equals);
}

/* what the forward reads is drawn, and has no gradient: f(...) as f(...) with w[N] */
static char *drawn(const Proto *f, const Param *p, const char *says)
{
	char *s = extent(f, p->name);

	return s && *s ? pooled("%s with %s[%s]", says, p->name, s) : NULL;
}

static bool takes(const Proto *f, const char *name)
{
	for (int i = 0; i < f->n; i++)
		if (f->param[i].name && !strcmp(f->param[i].name, name)) return true;
	return false;
}

static char *unknown(const Kernel *k, const Misfit *m, const char *says)
{
	const Param *p = m->param;
	const Proto *f = m->back ? &k->backward : &k->forward;

	if (!p->name || !p->type) return NULL;
	if (p->pointer && !m->back && !changes(f, p)) return drawn(f, p, says);
	if (p->pointer && !m->back && !scratchname(p->name) && takes(&k->backward, p->name))
		return onemore(f, p, says);
	if (p->pointer && m->back && changes(f, p) && !scratchname(p->name) && k->nargs > 1)
		return firstalone(says);
	if (p->pointer) return changes(f, p) ? pooled("%s scratch %s", says, p->name) : NULL;
	return pooled("%s with %s = 1", says, p->name);
}

/* the one array that the backward writes is the gradient of the one argument, by any name */
static char *bycall(const Kernel *k, const char *says)
{
	const Proto *b = &k->backward;
	char *list = pooled("%s", "");
	int written = 0;

	if (k->nargs != 1 || strstr(says, " call ")) return NULL;
	for (int i = 0; i < b->n; i++) {
		const Param *p = &b->param[i];
		bool gradient = changes(b, p);

		written += gradient;
		if (!p->name) return NULL;
		list = pooled("%s%s%s%s", list, i ? ", " : "", gradient ? "d" : "",
			gradient ? k->arg[0].name : p->name);
	}
	return written == 1 ? pooled("%s call %s(%s)", says, b->name, list) : NULL;
}

/* the line with a clause more that may mend the misfit */
static char *mended(const File *f, const Kernel *k, const Misfit *m, const char *says)
{
	char *s;

	switch (m->kind) {
	case UNKNOWN:
		return unknown(k, m, says);
	case UNFILLED:
		return (s = structclause(k, f, m->param)) ? pooled("%s %s", says, s) : NULL;
	case NO_COTANGENT:
		return k->derivative ? NULL : pooled("%s derivative", says);
	case NO_GRADIENT:
		/* the place of a number that is returned cannot be taken */
		if (k->forward.back.role == RESULT) return bycall(k, says);
		return k->inplace || !mayreplace(&k->backward) ? NULL : pooled("%s in place", says);
	default:
		return NULL;
	}
}

/* the line, with what it lacks; NULL: it cannot be made to fit */
static char *tried(const File *f, char *says, const Pair *p)
{
	for (int round = 0; says && round < ROUNDS; round++) {
		Comment c = comment(says);
		Misfit m;
		Kernel k;

		if (c.fault) return NULL;
		k = kernelof(f, "", &c, p, &m);
		if (m.kind == FITS) return says;
		says = mended(f, &k, &m, says);
	}
	return NULL;
}

static char *line(const char *says) { return says ? pooled("/* wengert: %s */", says) : NULL; }

/* ---- from the prototypes --------------------------------------------------------------------- */

static bool whole(const Param *p) { return !p->pointer && p->type && p->base == WHOLE && p->name; }
static bool real(const Param *p) { return p->type && p->base != WHOLE && p->name; }

/* x[B,C]: by the loops that reach it, else by the first whole number */
static char *shape(const File *all, const Proto *f, const Param *p, const char *standard)
{
	char *s = p->pointer ? extent(f, p->name) : NULL;
	int each = packs(all, p, NULL);

	if (p->pointer && !s) s = (char *)standard;
	if (each) s = pooled(s && *s ? "%s,%d" : "%s%d", s ? s : "", each);
	return s && *s ? pooled("%s[%s]", p->name, s) : p->name;
}

static char *joined(char *list, const char *between, const char *more)
{
	return pooled("%s%s%s", list, *list ? between : "", more);
}

static char *guess(const File *all, const Pair *pair, bool loops)
{
	const Proto *f = pair->forward;
	char *results = pooled("%s", ""), *arguments = results, *rest = results;
	const char *n = "";
	bool array = false;

	for (int k = 0; k < f->n; k++) {
		if (whole(&f->param[k]) && !*n) n = f->param[k].name;
		array |= f->param[k].pointer;
	}
	for (int k = 0; k < f->n; k++) {
		const Param *p = &f->param[k];
		char *s = !p->name         ? NULL
			: loops            ? shape(all, f, p, n)
			: p->pointer && *n ? pooled("%s[%s]", p->name, n)
					   : p->name;

		/* const int *n, read as *n: a size or a number, which a shape does not say */
		if (p->pointer && p->type && p->base == WHOLE && p->name && extent(f, p->name) &&
			!*extent(f, p->name))
			return NULL;
		if (!s || (!real(p) && !p->pointer && !packs(all, p, NULL))) continue;
		if (p->pointer && !p->constant && (writes(f, p->name) || !f->body))
			results = joined(results, " ", s);
		else
			arguments = joined(arguments, ", ", s);
	}
	if (!*results && f->back.type) results = pooled("y");
	if (!*results && packs(all, &f->back, NULL))
		results = pooled("y[%d]", packs(all, &f->back, NULL));
	for (int k = 0; k < f->n; k++) {
		const Param *p = &f->param[k];

		if (whole(p) && !(array && !loops && !strcmp(p->name, n)) &&
			!inshape(results, p->name) && !inshape(arguments, p->name))
			rest = joined(rest, ", ", pooled("%s = %d", p->name, array ? 1 : 2));
	}
	return pooled("%s = %s(%s)%s%s", results, pair->name, arguments, *rest ? " with " : "",
		rest);
}

char *guessed(const File *f, const Pair *p)
{
	char *s = tried(f, guess(f, p, true), p);

	return line(s ? s : tried(f, guess(f, p, false), p));
}

char *offered(const File *f, const Comment *c, const Pair *p)
{
	char *s = c->fault ? NULL : tried(f, c->says, p);

	return s ? line(s) : guessed(f, p);
}
