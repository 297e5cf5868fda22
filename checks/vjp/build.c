/* build.c -- the unmodified source, and what its kernels need of it in wider types, as libraries.
 *
 * What a kernel never calls vetoes nothing: it may be missing, or move the bits of a number.
 */
#include "checks/vjp/compile.h"
#include "engines/base/cache.h"
#include "checks/vjp/half.h"
#include "checks/vjp/hooks.h"
#include "checks/vjp/narrow.h"
#include "checks/vjp/said.h"
#include "checks/vjp/preprocess.h"
#include "checks/vjp/reach.h"
#include "checks/vjp/retype.h"
#include "checks/vjp/tokens.h"
#include "checks/vjp/tracer.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>


/* ---- source ------------------------------------------------------------------------------ */

/* a macro of the file that a call of the comment names, where the text is preprocessed already */
static char *macros(const Source *s, char *code)
{
	size_t n;
	Token *t = tokens(s->source, &n);

	for (size_t k = 0; k < n; k++) {
		char name[80], *line = t[k].kind == DIRECTIVE ? copytext(t[k].s, t[k].n) : NULL;

		if (line && sscanf(line, "# define %79[A-Za-z0-9_]", name) == 1)
			code = appended(code, text("#ifndef %s\n%s\n#endif\n", name, line));
		release(line);
	}
	release(t);
	return appended(code, text("#ifndef NULL\n#define NULL 0\n#endif\n"));
}

static bool spoken(const Kernel *k)
{
	for (int i = 0; i < k->forward.n; i++)
		if (k->forward.param[i].role == WRITTEN) return true;
	for (int i = 0; i < k->backward.n; i++)
		if (k->backward.param[i].role == WRITTEN) return true;
	return k->nfilled > 0;
}

static char *withentries(const Building *w, const bool *in, Precision p, char *code)
{
	bool any = false;

	for (size_t k = 0; k < w->s->n; k++) any |= in[k] && spoken(&w->s->kernel[k]);
	if (any) code = macros(w->s, code);
	for (size_t k = 0; k < w->s->n; k++)
		if (in[k]) code = appended(code, entrycode(&w->s->kernel[k], p, w->s->cplus));
	return code;
}

typedef struct { const Building *w; const bool *in; } Reached;

static bool used(void *own, const char *name)
{
	const Reached *r = own;

	for (size_t k = 0; k < r->w->s->n; k++)
		if (r->in[k] && mentions(r->w->items, r->w->needed[k], name)) return true;
	return false;
}

/* __fp16 is a type of ARM: elsewhere numbers of its bits are _Float16 */
static const char fp16[] =
	"#if !defined(__ARM_FP16_FORMAT_IEEE)\n#define __fp16 _Float16\n#endif\n";

static char *unmodified(const Building *w, const bool *in, Precision p)
{
	char *mark = linemark(1, w->s->file),
	     *code = text("#define _GNU_SOURCE 1\n%s%s%s\n#line 1 \"entries\"\n",
		     narrowtype(p) ? fp16 : "", mark, w->s->source);

	release(mark);
	if (narrowtype(p))
		code = appended(code, conversionscheck(w->s, in, used, &(Reached){ w, in }));
	return withentries(w, in, p, code);
}

static bool *neededof(const Building *w, const bool *in)
{
	size_t n = itemcount(w->items);
	bool *any = alloc(n + 1, sizeof *any);

	for (size_t k = 0; k < w->s->n; k++)
		for (size_t i = 0; in[k] && i < n; i++) any[i] |= w->needed[k][i];
	return any;
}

static char *widened(const Building *w, const bool *in, Base base, Precision p)
{
	bool *any = neededof(w, in);
	char *own, *retype, *names = p == F128 ? quadnames(w->s->cplus) : text("%s", ""), *code,
	     *again;

	own = narrowbase(base) ? converted(w->s, in, pruned(w->items, any)) : pruned(w->items, any);
	retype = retyped(own, base, p, &w->own);
	again = renames(&w->own);
	code = text("%s\n%s%s%s\n#line 1 \"entries\"\n", w->s->foreign, names, again, retype);
	release(any);
	release(again);
	release(own);
	release(retype);
	release(names);
	return withentries(w, in, p, code);
}


static char *tracecodeof(const Building *w, const bool *in, Base base)
{
	bool *any = neededof(w, in);
	char *own = pruned(w->items, any),
	     *entries = withentries(w, in, base == REAL32 ? F32 : F64, text("%s", "")),
	     *again = renames(&w->own),
	     *code = tracecode(w->s->foreign, again, own, entries, base, w->s->cplus);

	release(any);
	release(again);
	release(own);
	release(entries);
	return code;
}

/* ---- what is in other files -------------------------------------------------------------------
 */

/* they are not called by the kernels judged, or it is said who calls them and the program ends */
static char *stubsfor(const Building *w, const bool *in, const char *said)
{
	char *s = text("%s", ""), *name;

	for (const char *at = said; (name = unfound(&at)); release(name)) {
		char *plain = plainname(name),
		     *line = text("void %s(void) { __builtin_trap(); }\n", name);

		for (size_t k = 0; k < w->s->n; k++)
			if (in[k] && mentions(w->items, w->needed[k], plain))
				bad("%s: the kernel %s needs %s, which is not in this file: give "
				    "the "
				    "file that it is in by -include FILE",
					w->s->file, w->s->kernel[k].name, plain);
		if (strstr(s, line))
			release(line);
		else
			s = appended(s, line);
		release(plain);
	}
	if (*s) return s;
	release(s);
	return NULL;
}

/* ---- all of them -------------------------------------------------------------------------------
 */

static void ownlibrary(const Building *w, const bool *in, Precision p, Job *j, const char *code)
{
	char *said = finishjob(j), *stubs = said ? stubsfor(w, in, said) : NULL;

	if (stubs) {
		release(said);
		freejob(j);
		*j = startjob(w, code, p, true, stubs);
		said = finishjob(j);
	}
	if (said) {
		fputs(said, stderr);
		bad("%s does not compile", w->s->file);
	}
	release(stubs);
}

static void given(const Building *w, const bool *in, Precision p, const char *library, char *why)
{
	for (size_t k = 0; k < w->s->n; k++)
		if (in[k] && why)
			w->b[k].why[p] = text("%s", why);
		else if (in[k])
			w->b[k].library[p] = text("%s", library);
	release(why);
}

static size_t counted(const bool *in, size_t n)
{
	size_t some = 0;

	for (size_t k = 0; k < n; k++) some += in[k];
	return some;
}

/* what keeps all of them out of a wider type need not keep each of them out */
static void apart(const Building *w, const bool *in, Base base, Precision p, char *why)
{
	bool *one = alloc(w->s->n + 1, sizeof *one);

	for (size_t k = 0; k < w->s->n; k++) {
		char *code, *said;
		Job j;

		if (!in[k]) continue;
		one[k] = true;
		code = widened(w, one, base, p);
		j = startjob(w, code, p, false, NULL);
		said = finishjob(&j);
		given(w, one, p, j.final, said ? firstline(said) : NULL);
		release(said);
		release(code);
		freejob(&j);
		one[k] = false;
	}
	release(one);
	release(why);
}

static void wider(const Building *w, const bool *in, Base base, Precision p, Job *j)
{
	char *said = finishjob(j), *why = said ? firstline(said) : NULL;

	if (why && counted(in, w->s->n) > 1)
		apart(w, in, base, p, why);
	else
		given(w, in, p, j->final, why);
	release(said);
}

static Job reporting(const Building *w, const char *code)
{
	char *all = text("%s%s%s", hookshead, code, hookstail);
	Job j = startjob(w, all, PRECISIONS, true, NULL);

	release(all);
	return j;
}

static void reports(const Building *w, const bool *in, Job *j)
{
	char *said = finishjob(j);

	for (size_t k = 0; k < w->s->n; k++)
		if (in[k] && said)
			w->b[k].blind = firstline(said);
		else if (in[k])
			w->b[k].covered = text("%s", j->final);
	release(said);
	freejob(j);
}

/* what moves bits is a conversion, which is tried, or a veto */
static char *vetofor(const Building *w, size_t k)
{
	bool *in;
	char *own, *why;
	Items *items;
	bool *needed;

	if (!w->s->kernel[k].nheld) return veto(w->items, w->needed[k]);
	in = alloc(w->s->n + 1, sizeof *in), in[k] = true;
	own = converted(w->s, in, pruned(w->items, w->needed[k]));
	items = itemsof(own);
	needed = reached(items, &w->s->kernel[k]);
	why = veto(items, needed);
	freeitems(items);
	release(needed), release(in), release(own);
	return why;
}

/* what keeps all of them from being traced need not keep each of them */
static void traces(const Building *w, const bool *in, Base base)
{
	char *code = tracecodeof(w, in, base), *said;
	Job j = startjob(w, code, TRACED, false, NULL);
	bool *one = alloc(w->s->n + 1, sizeof *one);

	said = finishjob(&j);
	for (size_t k = 0; k < w->s->n; k++) {
		if (!in[k]) continue;
		one[k] = true;
		if (!said)                        w->b[k].traced = text("%s", j.final);
		else if (counted(in, w->s->n) == 1) w->b[k].untraced = firstline(said);
		else                              traces(w, one, base);
		one[k] = false;
	}
	release(one);
	release(said);
	release(code);
	freejob(&j);
}

/* those of them whose truth can be proved */
static void tracedones(const Building *w, const bool *wide, Base base)
{
	bool *in = alloc(w->s->n + 1, sizeof *in);

	for (size_t k = 0; w->traced && k < w->s->n; k++) {
		in[k] = wide[k] && !narrowbase(base) && !w->s->kernel[k].tangents;
		if (wide[k] && !in[k])
			w->b[k].untraced = text("%s", narrowbase(base)
				? "numbers of 16 bits are not traced"
				: "a JVP is not traced");
	}
	if (counted(in, w->s->n)) traces(w, in, base);
	release(in);
}

static void ofbase(const Building *w, Base base)
{
	Precision own = precisionof(base);
	bool *in = alloc(w->s->n + 1, sizeof *in), *wide = alloc(w->s->n + 1, sizeof *wide);
	char *code[PRECISIONS] = { NULL };
	Job job[PRECISIONS] = { { 0 } }, cover = { 0 };

	for (size_t k = 0; k < w->s->n; k++) {
		char *why;

		in[k] = w->s->kernel[k].base == base;
		why = in[k] ? vetofor(w, k) : NULL;
		wide[k] = in[k] && !why;
		for (int p = own + 1; why && p < PRECISIONS; p++) w->b[k].why[p] = text("%s", why);
		release(why);
	}
	for (int p = own; p < PRECISIONS; p = after(p)) {
		if (!counted(p == (int)own ? in : wide, w->s->n)) continue;
		code[p] = p == (int)own ? unmodified(w, in, p) : widened(w, wide, base, p);
		job[p] = startjob(w, code[p], p, p == (int)own, NULL);
		if (p == (int)own) cover = reporting(w, code[p]);
	}
	tracedones(w, wide, base);
	reports(w, in, &cover);
	/* its own type last: where that does not compile, nothing of the others is left behind */
	for (int p = PRECISIONS - 1; p >= (int)own; p--) {
		if (!code[p]) continue;
		if (p == (int)own) {
			ownlibrary(w, in, p, &job[p], code[p]);
			given(w, in, p, job[p].final, NULL);
		} else
			wider(w, wide, base, p, &job[p]);
		freejob(&job[p]);
		release(code[p]);
	}
	release(in);
	release(wide);
}

Built *build(const Source *s, bool traced)
{
	Building w = { .s = s, .traced = traced, .dir = cachefolder(), .items = itemsof(s->own),
		.own = shadowsof(s) };
	Built *b = w.b = alloc(s->n + 1, sizeof *b);

	w.headers = hashed(hashed(hashbegin, s->own), s->foreign);
	w.needed = alloc(s->n + 1, sizeof *w.needed);
	for (size_t k = 0; k < s->n; k++) w.needed[k] = reached(w.items, &s->kernel[k]);
	for (int base = REAL32; base <= BREAL16; base++)
		if (base != WHOLE) ofbase(&w, (Base)base);
	for (size_t k = 0; k < s->n; k++) release(w.needed[k]);
	release(w.needed);
	freeitems(w.items);
	freeshadows(&w.own);
	release(w.dir);
	return b;
}

void freebuilt(Built *b, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		for (int p = 0; p < PRECISIONS; p++) {
			release(b[k].library[p]);
			release(b[k].why[p]);
		}
		release(b[k].covered), release(b[k].blind);
		release(b[k].traced), release(b[k].untraced);
	}
	release(b);
}
