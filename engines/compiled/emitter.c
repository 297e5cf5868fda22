/* emitter -- the whole program: what it may call, a function for each loop, and their calls in
 * order.
 */
#include "engines/compiled/program.h"
#include "engines/compiled/emitter.h"
#include "engines/base/cache.h"
#include <stdlib.h>
#include <string.h>

#define obstack_chunk_alloc malloc
#define obstack_chunk_free free

/* operators with the bits of engines/numbers/kernels.h; a kernel of one element */
static const char prelude[] =
	"#include <string.h>\n"
	"typedef %s real;\n"
	"typedef struct Host Host;\n"
	"struct Host {\n"
	"\tvoid (*const *unary)(size_t n, void *y, const void *x);\n"
	"\tvoid (*const *binary)(size_t n, void *y, const void *a, const void *b);\n"
	"\tvoid (*const *ternary)(size_t n, void *y, const void *a, const void *b, const void "
	"*c);\n"
	"\tvoid (*gather)(size_t n, void *lane, size_t from, const void *x);\n"
	"\tvoid (*total)(size_t n, void *y, const void *lane);\n"
	"\tvoid (*call)(const Host *, size_t k, void *y, const void *const *x);\n"
	"\tconst real *const *data;\n"
	"};\n"
	"#define K static inline __attribute__((always_inline, unused)) real\n"
	"K k_abs(real x)  { return x > 0 ? x : 0 - x; }\n"
	"K k_sign(real x) { return x != x ? x : (x > 0) - (x < 0); }\n"
	"K k_relu(real x) { return x > 0 || x != x ? x : 0; }\n"
	"K k_sqrt(real x) { return __builtin_sqrt%s(x); }\n"
	"K k_strongmul(real a, real b) { return a == 0 ? 0 : a*b; }\n"
	"K k_strongdiv(real a, real b) { return a == 0 ? 0 : a/b; }\n"
	"K k_max(real a, real b) { return a > b || a != a ? a : b; }\n"
	"K k_min(real a, real b) { return a < b || a != a ? a : b; }\n"
	"K one(void (*f)(size_t, void *, const void *), real x) { real y; f(1, &y, &x); return y; "
	"}\n"
	"K two(void (*f)(size_t, void *, const void *, const void *), real a, real b)\n"
	"{ real y; f(1, &y, &a, &b); return y; }\n"
	"K three(void (*f)(size_t, void *, const void *, const void *, const void *), real a, real "
	"b, real c)\n"
	"{ real y; f(1, &y, &a, &b, &c); return y; }\n\n";

/* ---- functions ------------------------------------------------------------------------- */

const char *outlined(Emitter *e, const char *text)
{
	uint64_t h = hashed(hashbegin, text);
	size_t k = 0;

	while (k < e->nknown && (e->known[k].hash != h || strcmp(e->known[k].text, text))) k++;
	if (k == e->nknown) {
		e->known = grow(e->known, &e->knownroom, k + 1, sizeof *e->known);
		e->known[e->nknown++] = (Known){ words(e, "%s", text), h };
		fprintf(e->functions, "static __attribute__((noinline)) void g%zu%s\n", k, text);
	}
	return words(e, "g%zu", k);
}

/* ---- units -------------------------------------------------------------------------------- */

static const char tabs[] = "\t\t\t\t\t\t\t\t\t\t\t\t";

static void byhand(Emitter *e, Scope *s, Id i, FILE *f, int indent)
{
	const Ins *in = &s->l->ins[i];
	Place to = s->row[i].place;

	fprintf(f, "%.*sh->call(h, %zu, %s + %ld, (const void *const[]){", indent, tabs, e->ncalls,
		to.base, to.off);
	for (size_t k = 0; k < in->nargs; k++) {
		Place x = placeof(s, args(s->l, in)[k]);

		fprintf(f, "%s %s + %ld", k ? "," : "", x.base, x.off);
	}
	fprintf(f, " });    /* v%u: %s of \"%s\" */\n", i, in->prim->name,
		shapetext(shapeat(s->l, i)));
	e->call = grow(e->call, &e->callroom, e->ncalls + 1, sizeof *e->call);
	e->call[e->ncalls++] = (Fixed){ s->l, i };
}

static void unit(Emitter *e, Scope *s, uint32_t k, FILE *f, int indent)
{
	const Job *u = &s->unit[k];

	switch (u->kind) {
	case LOOPS:
		fprintf(f, "%.*s%s\n", indent, tabs, loopsof(e, s, k));
		break;
	case STRAIGHT:
		scalarsof(e, s, k, f, indent);
		break;
	case KERNEL:
		byhand(e, s, u->root[0], f, indent);
		break;
	case SCANNED:
		scanned(e, s, u->root[0], f, indent);
	}
}

void units(Emitter *e, Scope *s, FILE *f, int indent)
{
	for (size_t k = 0; k < s->n; k++) unit(e, s, (uint32_t)s->order[k], f, indent);
}

/* ---- the program ---------------------------------------------------------------------------- */

static const char signature[] =
	"(const Host *h, const real *const *in, real *const *out, real *restrict w)\n{\n";

static void outputs(Emitter *e, Scope *s, FILE *f)
{
	for (size_t o = 0; o < s->l->nout; o++) {
		Place x = placeof(s, s->l->out[o]);

		if (strcmp(x.base, words(e, "out[%zu]", o)))
			fprintf(f, "\tmemcpy(out[%zu], %s + %ld, %zu*sizeof(real));\n", o, x.base,
				x.off, length(s, s->l->out[o]));
	}
}

/* all calls, in functions of so many */
static void parts(Emitter *e, Scope *s, FILE *f, FILE *last)
{
	enum { PART = 250 };

	for (size_t k = 0; k < s->n; k += PART) {
		char *text;
		size_t n;
		FILE *g = textstream(&text, &n);

		for (size_t j = k; j < s->n && j < k + PART; j++)
			unit(e, s, (uint32_t)s->order[j], g, 1);
		fclose(g);
		fprintf(f, "static __attribute__((noinline)) void part%zu%s%s}\n", k / PART,
			signature, text);
		fprintf(last, "\tpart%zu(h, in, out, w);\n", k / PART);
		free(text);
	}
}

static void given(Emitter *e, Scope *s)
{
	for (size_t k = 0; k < s->l->nin; k++)
		s->row[s->l->in[k]].place = (Place){ words(e, "in[%zu]", k), 0 };
	for (size_t o = 0; o < s->l->nout; o++) {
		size_t off;
		Id b = rootof(s, s->l->out[o], &off);
		Row *r = &s->row[b];

		if (r->sort != GIVEN && !r->place.base && !off &&
			length(s, b) == length(s, s->l->out[o]))
			r->place = (Place){ words(e, "out[%zu]", o), 0 };
	}
}

Emission emission(const List *l, const Num *T)
{
	Emitter e = { .num = T };
	Emission m = { 0 };
	Scope *s;
	char *functions, *calls, *last;
	size_t n;
	FILE *f, *g;
	const char *suffix = *T->ctype == 'f' ? "f" : "";

	obstack_init(&e.text);
	e.functions = textstream(&functions, &n);
	f = textstream(&calls, &n);
	g = textstream(&last, &n);
	s = newscope(&e, l);
	given(&e, s);
	places(&e, s);
	parts(&e, s, f, g);
	outputs(&e, s, g);
	fclose(e.functions), fclose(f), fclose(g);
	f = textstream(&m.text, &n);
	fprintf(f, prelude, T->ctype, suffix);
	fprintf(f, "%s\n%s\nvoid wengert%s%s}\n", functions, calls, signature, last);
	fclose(f);
	free(functions), free(calls), free(last);
	for (size_t k = 0; k < e.nscopes; k++) freescope(e.scope[k]);
	release(e.scope), release(e.known);
	obstack_free(&e.text, NULL);
	m.call = e.call, m.ncalls = e.ncalls, m.data = e.data, m.ndata = e.ndata;
	m.owned = e.owned, m.nowned = e.nowned;
	m.work = e.work, m.statements = e.statements, m.loops = e.loops;
	return m;
}

void freeemission(Emission *m)
{
	free(m->text);
	release(m->call);
	release(m->data);
	for (size_t k = 0; k < m->nowned; k++) freelist(m->owned[k]);
	release(m->owned);
	*m = (Emission){ 0 };
}

char *emitted(const List *l, const Num *T)
{
	Emission m = emission(l, T);
	char *text = m.text;

	m.text = NULL;
	freeemission(&m);
	return text;
}
