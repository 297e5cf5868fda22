/* tracelists.c -- other lists than the table of `wengert trace`: the static engine's, the symbolic
 * engine's expressions, the list after a pass. */
#include "checks/commands/commands.h"
#include "checks/commands/trace.h"
#include "checks/commands/passes.h"
#include "checks/io/out.h"
#include "engines/compiled/program.h"
#include "engines/formula/formula.h"
#include "engines/run/traced.h"
#include <stdlib.h>
#include <string.h>

/* ---- the static engine's list, and how often it was made ------------------------------------- */

typedef struct { const char *formula; const Point *p; } Typed;

static void recordtyped(const V *x, V *y, const void *what)
{
	const Typed *f = what;

	y[0] = recordat(x[0].list, f->p, f->formula, x);
}

/* the formula's value and gradient at each of the points: recorded once for each of their shapes */
static Traces overpoints(const Trace *t)
{
	Traced *f = newtraced(t->p.n, 1, recordtyped, &(Typed){ t->o.operand[0], &t->p }, t->num);
	const char *end;
	Traces count;

	for (const char *at = t->points; at; at = *end ? end + 1 : NULL) {
		Options one = t->o;
		char why[WHY], *copy;
		Point p;

		end = at + strcspn(at, ";");
		one.at = copy = copytext(at, (size_t)(end - at));
		p = newpoint(&one);
		setpoint(&p, &one);
		if (!traced(f, p.shape, true, why))
			bad("%s", why);
		freepoint(&p);
		release(copy);
	}
	count = traces(f);
	freetraced(f);
	return count;
}

static void written(const Trace *t, const List *l, FILE *f)
{
	char *program = !strcmp(t->o.emit, "c") ? emitted(l, t->num) : NULL;

	if (program)
		fputs(program, f);
	else
		print(l, f);
	free(program);
}

/* the pullback as the static engine runs it, or as the compiled one does */
void showstatic(const Trace *t)
{
	Traces c = overpoints(t);
	List *d = pullback(t->list), *l = expand(d, runs, t->num);
	size_t rows = l->n;

	l = simplify(l, t->num);
	if (t->o.format == JSON) {
		char *s = NULL;
		size_t size;
		FILE *f = textstream(&s, &size);

		written(t, l, f);
		fclose(f);
		jprint(json_pack("{s:s, s:s, s:i, s:i, s:i, s:i, s:i, s:i, s:s}", "function",
			t->o.operand[0], "mode", "static", "traces", (int)c.traces, "hits",
			(int)c.hits, "retraces", (int)c.retraces, "primal", (int)t->list->n,
			"pullback", (int)rows, "simplified", (int)l->n, "list", s));
		free(s);
	} else {
		const char *is = !strcmp(t->o.emit, "c") ? "//" : "#";

		printf("%s traces %zu, hits %zu, retraces %zu\n", is, c.traces, c.hits, c.retraces);
		printf("%s primal %zu rows, with its pullback %zu, simplified %zu\n", is,
			t->list->n, rows, l->n);
		printf("%s inputs are x and the cotangent\n", is);
		written(t, l, stdout);
	}
	freelist(d);
	freelist(l);
}

static void derivative(const char *input, const char *is)
{
	char *s = text("∂f/∂%s = %s", input, is);

	printf("  ");
	folded(2, 6, s);
	release(s);
}

int showsymbolic(const Trace *t)
{
	Fn fn = listfn(t->o.operand[0], t->list);
	char why[WHY];
	void *s = symbolic_engine.open(&fn, t->num, why);
	json_t *all = t->o.format == JSON ? json_array() : NULL;

	if (!s) {
		if (all)
			jprint(json_pack("{s:s, s:s, s:s}", "function", t->o.operand[0], "status",
				"unable", "why", why));
		else     wrapped("unable", 10, why);
		json_decref(all);
		return 1;
	}
	for (size_t o = 0; o < ny(t->list) && o < t->list->nout; o++)
		for (size_t i = 0; i < t->p.total; i++) {
			char *e = symbolic_engine.show(s, o, i);

			if (all)
				json_array_append_new(all,
					json_pack("{s:s, s:s}", "input", t->p.label[i],
						"derivative", e));
			else     derivative(t->p.label[i], e);
			release(e);
		}
	if (all)
		jprint(json_pack("{s:s, s:s, s:o}", "function", t->o.operand[0], "mode", "symbolic",
			"derivatives", all));
	symbolic_engine.close(s);
	return 0;
}

/* ---- after a pass ------------------------------------------------------------------------- */

void showpasses(Trace *t)
{
	const Pass *last;
	List *l = after(t->o.after, formulas(&t->o, &t->p), t->num, &last);
	char *s = NULL;
	size_t size;
	FILE *f = textstream(&s, &size);

	if (t->o.dot) dot(l, f);
	else          showafter(last, l, t->num, f);
	fclose(f);
	if (t->o.format == JSON)
		jprint(json_pack("{s:s, s:s, s:s, s:s}", "function", t->o.operand[0], "after",
			t->o.after, "number", t->num->name, "list", s));
	else
		fputs(s, stdout);
	free(s);
	freelist(l);
}
