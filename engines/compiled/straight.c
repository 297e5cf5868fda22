/* straight -- scalars: one statement each, in functions of so many. */
#include "engines/compiled/emitter.h"
#include <stdlib.h>

/* roots [from, to) */
static const char *chunk(Emitter *e, Scope *s, uint32_t unit, size_t from, size_t to,
	const int *number)
{
	const Job *u = &s->unit[unit];
	Said w = opensaid(e, s, u->nest, (Index){ 0 });
	char *text, *all;
	const char *call;
	size_t n;
	FILE *f;

	w.unit = unit;
	w.stageof = number;
	w.stage = number[u->root[from]];
	w.out = textstream(&text, &n);
	w.indent = 1;
	for (size_t k = from; k < to; k++) {
		Id i = u->root[k];
		const Row *r = &s->row[i];
		const char *value;

		w.turn = r->turn;
		value = made(&w, i, w.whole);
		if (r->outside) {
			long c = 0;
			const char *p = parameter(&w, r->place, WRITTEN, &c);

			line(&w, "%s[%ld] = %s;", p, c, value);
		}
	}
	fclose(w.out);
	e->statements += w.locals;
	f = textstream(&all, &n);
	fprintf(f, "(const Host *h");
	for (size_t k = 0; k < w.nparams; k++)
		fprintf(f, ", %sreal *restrict p%zu", w.param[k].written ? "" : "const ", k);
	fprintf(f, ")\n{\n%s}\n", text);
	fclose(f);
	call = callof(&w, outlined(e, all));
	free(text), free(all);
	closesaid(&w);
	return call;
}

void scalarsof(Emitter *e, Scope *s, uint32_t unit, FILE *f, int indent)
{
	const Job *u = &s->unit[unit];
	int *number = alloc(s->l->n, sizeof *number);

	for (size_t k = 0; k < u->n; k++) number[u->root[k]] = (int)(k / CHUNK);
	for (size_t k = 0; k < u->n; k += CHUNK) {
		size_t to = k + CHUNK < u->n ? k + CHUNK : u->n;

		fprintf(f, "%.*s%s\n", indent, "\t\t\t\t\t\t\t\t",
			chunk(e, s, unit, k, to, number));
	}
	release(number);
}
