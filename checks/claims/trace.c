/* trace.c -- claims T1 to T4: the evaluation trace of y = x1 x2 + x2 - ln x1, rows by depth. */
#include "checks/claims/claims.h"
#include "engines/formula/formula.h"
#include <stdlib.h>
#include <string.h>

typedef enum { PRIMAL, FORWARD, REVERSE } Mode;

enum { MOST = 16 };                        /* rows: the article has 6 */
/* values, and tangents or adjoints */
typedef struct { size_t n; double y[MOST], d[MOST]; } Rows;

static List *article(void) { return bylevel(formula("x1*x2 + x2 - ln(x1)", "the trace", "x1,x2")); }

/* forward from x2, or reverse from the result */
static Rows rowsat(Mode mode, const double *x)
{
	List *l = article(), *e;
	Fn fn = listfn("the trace", l);
	V d[MOST] = { { 0 } };
	char why[WHY];
	Rows r;

	e = trace(&fn, &f64, x, why);
	r = (Rows){ .n = e->n };
	if (r.n > MOST)
		die("the trace has %zu rows", r.n);
	if (mode == FORWARD) d[e->in[1]] = Number(e, 1), tangents(e, r.n, d);
	if (mode == REVERSE) d[e->out[0]] = Number(e, 1), adjoints(e, r.n, d);
	for (size_t i = 0; i < r.n; i++) {
		r.y[i] = *(double *)value(instruction(e, i));
		r.d[i] = d[i].list ? *(double *)value(d[i]) : 0;
	}
	freelist(e);
	freelist(l);
	return r;
}

/* each operation and its rows, as the article's table has them */
static bool asinthetable(void)
{
	List *l = article();
	char *s = NULL;
	size_t n;
	FILE *f = textstream(&s, &n);
	bool as;

	print(l, f);
	fclose(f);
	as = !strcmp(s, "v0 = input x1\nv1 = input x2\n"
	             "v2 = mul v0 v1\nv3 = log v0\nv4 = add v2 v1\nv5 = sub v4 v3\nreturn v5\n");
	free(s);
	freelist(l);
	return as;
}

void claim_T1(Claim *c)
{
	Rows r = rowsat(PRIMAL, (const double[]){ 2, 4 });
	bool as = asinthetable();

	figure(c, "v-1 to v4:", r.n, r.y);
	holds(c, as, "v1 = v-1*v0, v2 = ln v-1, v3 = v1 + v0, v4 = v3 - v2%s",
		as ? "" : " are not the rows recorded");
}

void claim_T2(Claim *c)
{
	Rows r = rowsat(FORWARD, (const double[]){ 3, -4 });

	figure(c, "primals", r.n, r.y);
	figure(c, "tangents", r.n, r.d);
}

void claim_T3(Claim *c)
{
	Rows r = rowsat(REVERSE, (const double[]){ 3, -4 });
	double back[MOST];

	for (size_t i = 0; i < r.n; i++) back[i] = r.d[r.n - 1 - i];
	figure(c, "adjoints v4 to v-1", r.n, back);
	holds(c, back[r.n - 1] == -13. / 3, "the last is %.17g, -4 - 1/3 rounded %.17g",
		back[r.n - 1], -13. / 3);
}

/* arguments that are row i */
static size_t feeds(const List *l, Id i)
{
	size_t n = 0;

	for (size_t k = 0; k < l->n; k++)
		for (size_t a = 0; a < l->ins[k].nargs; a++)
			n += args(l, &l->ins[k])[a] == i;
	return n;
}

/* lines of the graph for Graphviz that have a word, and begin with v */
static size_t drawn(const List *l, const char *word)
{
	char *s = NULL, *line, *rest;
	size_t size, n = 0;
	FILE *f = textstream(&s, &size);

	dot(l, f);
	fclose(f);
	for (line = strtok_r(s, "\n\t", &rest); line; line = strtok_r(NULL, "\n\t", &rest))
		n += *line == 'v' && strstr(line, word);
	free(s);
	return n;
}

void claim_T4(Claim *c)
{
	List *l = article();
	double nodes = (double)drawn(l, "[label"), edges = (double)drawn(l, "-> v");
	double fed[2] = { (double)feeds(l, l->in[0]), (double)feeds(l, l->in[1]) };
	size_t all = 0;

	for (size_t i = 0; i < l->n; i++) all += feeds(l, (Id)i);
	figure(c, "nodes", 1, &nodes);
	figure(c, "edges", 1, &edges);
	figure(c, "rows fed by x1 and by x2:", 2, fed);
	holds(c, l->n == (size_t)nodes && all == (size_t)edges,
		"the list has %zu rows with %zu arguments", l->n, all);
	freelist(l);
}
