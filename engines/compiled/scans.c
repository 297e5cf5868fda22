/* scans -- a loop around the units of a body: what it carries goes between two places, what it
 * stacks is made where it stays.
 */
#include "engines/compiled/emitter.h"
#include "engines/control/scan.h"

typedef struct {
	size_t carries, items, width, n;
	const List *f;
	size_t id;
} Loop;

static const char tabs[] = "\t\t\t\t\t\t\t\t\t\t\t\t";

/* where the inputs of the body lie at step t */
static void inputs(Emitter *e, const Scope *up, Id i, Scope *s, const Loop *p)
{
	const Id *x = args(up->l, &up->l->ins[i]);
	size_t at = 0;

	for (size_t k = 0; k < p->f->nin; k++) {
		Row *r = &s->row[p->f->in[k]];
		size_t n = length(s, p->f->in[k]);
		Place from = placeof(up, x[k]);

		if (k < p->carries) {
			r->place = (Place){ words(e, "c%zu", p->id), (long)at };
			at += n;
		} else if (k < p->carries + p->items)
			r->place = (Place){
				words(e, "(%s + %ld + t%zu*%zu)", from.base, from.off, p->id, n), 0
			};
		else
			r->place = from;
	}
}

/* where result k goes at step t */
static const char *target(Emitter *e, const Scope *s, const Loop *p, size_t k)
{
	size_t at = 0, n = length(s, p->f->out[k]);

	for (size_t j = 0; j < k; j++) {
		size_t m = length(s, p->f->out[j]);

		at += j < p->carries || k < p->carries ? m : m * p->n;
	}
	return k < p->carries ? words(e, "(d%zu + %zu)", p->id, at)
			      : words(e, "(y%zu + %zu + t%zu*%zu)", p->id, at, p->id, n);
}

/* results that are made where they go; copies: of the others, by number */
static char *results(Emitter *e, Scope *s, const Loop *p)
{
	char *copies = alloc(p->f->nout + 1, 1);

	for (size_t k = 0; k < p->f->nout; k++) {
		size_t off;
		Id b = rootof(s, p->f->out[k], &off);
		Row *r = &s->row[b];

		copies[k] = r->sort == GIVEN || r->place.base || off ||
			length(s, b) != length(s, p->f->out[k]);
		if (!copies[k]) r->place = (Place){ target(e, s, p, k), 0 };
	}
	return copies;
}

void scanned(Emitter *e, Scope *up, Id i, FILE *f, int indent)
{
	const Ins *in = &up->l->ins[i];
	const ScanAttr *a = attr(up->l, in);
	List *body = expand(bodyof(a), runs, e->num);
	Loop p = { (size_t)a->carries, (size_t)a->items, 0, (size_t)a->n, body, e->names++ };
	Scope *s;
	Place to = up->row[i].place;
	char *copies;
	size_t at;

	e->owned = grow(e->owned, &e->ownedroom, e->nowned + 1, sizeof *e->owned);
	e->owned[e->nowned++] = body;
	s = newscope(e, body);
	for (size_t k = 0; k < p.carries; k++) p.width += length(s, body->in[k]);
	at = e->work;
	e->work += 2 * (p.width + 8) / 8 * 8;
	inputs(e, up, i, s, &p);
	copies = results(e, s, &p);
	places(e, s);
	fprintf(f, "%.*s{    /* v%u: %zu steps%s */\n", indent, tabs, i, p.n,
		a->back ? " back" : "");
	indent++;
	fprintf(f, "%.*sreal *const y%zu = %s + %ld;\n", indent, tabs, p.id, to.base, to.off);
	for (size_t k = 0, o = 0; k < p.carries; k++) {
		Place x = placeof(up, args(up->l, in)[k]);
		size_t n = length(s, body->in[k]);

		fprintf(f, "%.*smemcpy(w + %zu, %s + %ld, %zu*sizeof(real));\n", indent, tabs,
			at + o, x.base, x.off, n);
		o += n;
	}
	fprintf(f, "%.*sfor (long s%zu = 0; s%zu < %zu; s%zu++) {\n", indent, tabs, p.id, p.id, p.n,
		p.id);
	indent++;
	fprintf(f,
		a->back ? "%.*sconst long t%zu = %zu - s%zu;\n"
			: "%.*sconst long t%zu = %zu + s%zu;\n",
		indent, tabs, p.id, a->back ? p.n - 1 : 0, p.id);
	fprintf(f,
		"%.*sreal *const c%zu = w + %zu + (s%zu & 1)*%zu, *const d%zu = w + %zu + (1 - "
		"(s%zu & 1))*%zu;\n",
		indent, tabs, p.id, at, p.id, p.width, p.id, at, p.id, p.width);
	units(e, s, f, indent);
	for (size_t k = 0; k < body->nout; k++)
		if (copies[k]) {
			Place x = placeof(s, body->out[k]);

			fprintf(f, "%.*smemcpy(%s, %s + %ld, %zu*sizeof(real));\n", indent, tabs,
				target(e, s, &p, k), x.base, x.off, length(s, body->out[k]));
		}
	indent--;
	fprintf(f, "%.*s}\n", indent, tabs);
	fprintf(f, "%.*smemcpy(y%zu, w + %zu, %zu*sizeof(real));\n", indent, tabs, p.id,
		at + p.n % 2 * p.width, p.width);
	indent--;
	fprintf(f, "%.*s}\n", indent, tabs);
	release(copies);
}
