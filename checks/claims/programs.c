/* programs.c -- claims P1 to P8: small programs and the values printed beside them. */
#include "checks/claims/claims.h"
#include "checks/claims/limits.h"
#include "checks/suite/functions.h"
#include "engines/formula/formula.h"
#include "engines/symbolic.h"
#include "engines/prims/recorders.h"
#include <math.h>
#include <mpfr.h>
#include <string.h>

static const double at3[] = { 25, 4, -5 };          /* a, b, c of all but one */

static Fn whole(const Function *f) { return fnof(f, 0, 0); }

/* ---- forward: value and tangent ---------------------------------------------------- */

/* y and dy along v */
static void dual(const Fn *f, const double *v, double *y)
{
	Jacobian j = directional(&forward_engine, f, &f64, at3, v);

	f64.get(1, y, j.y);
	f64.get(1, y + 1, j.J);
	freejacobian(&j);
}

static void dualof(const char *parsed, const double *v, double *y)
{
	List *l = formula(parsed, "P1", "a,b,c");
	Fn f = listfn("P1", l);

	dual(&f, v, y);
	freelist(l);
}

/* the caption's formula is another function: its figures differ from those the code prints */
void claim_P1(Claim *c)
{
	static const double seed[] = { 1, 0, 0 };
	Fn code = whole(&muladd_function);
	double y[2], caption[2], factored[2];

	dual(&code, seed, y);
	dualof("a^2*(b + c)", seed, caption);
	dualof("a*(b + c)", seed, factored);
	figure(c, "value", 1, y);
	figure(c, "tangent", 1, y + 1);
	holds(c, factored[0] == y[0] && factored[1] == y[1], "a*(b+c) gives %g, %g", factored[0],
		factored[1]);
	if (caption[0] == y[0] && caption[1] == y[1])
		return;
	holds(c, true, "the caption's a^2*(b+c) gives %g, %g: %g and %g times as much", caption[0],
		caption[1], caption[0] / y[0], caption[1] / y[1]);
	if (c->verdict == CONFIRMED) c->verdict = CORRECTED;
}

void claim_P2(Claim *c)
{
	Fn f = whole(&divsub_function);
	double y[2];

	dual(&f, (const double[]){ 0, 1, 0 }, y);
	figure(c, "value", 1, y);
	figure(c, "tangent", 1, y + 1);
}

/* ---- reverse: adjoints ---------------------------------------------------------------- */

static void adjointsof(Claim *c, const Function *function)
{
	Fn f = whole(function);
	Jacobian j = jacobian(&reverse_engine, &f, &f64, at3);

	figure(c, "adjoints of a, b, c", 3, j.J);
	freejacobian(&j);
}

void claim_P3(Claim *c) { adjointsof(c, &muladd_function); }
void claim_P4(Claim *c) { adjointsof(c, &divsub_function); }

void claim_P5(Claim *c)
{
	List *l = neweager(&f64, at3);
	double one = 1, g[3], zeroed[3];
	V in[3], y, z;

	for (int k = 0; k < 3; k++) in[k] = Input(l, NULL, scalar());
	y = Add(Mul(in[0], in[1]), Mul(in[2], in[0]));
	z = Sub(Div(in[0], in[1]), in[2]);
	backward(1, &y, &one);
	backward(1, &z, &one);
	for (int k = 0; k < 3; k++) f64.get(1, &g[k], gradient(in[k]));
	zerogradients(l);
	backward(1, &z, &one);
	for (int k = 0; k < 3; k++) f64.get(1, &zeroed[k], gradient(in[k]));
	figure(c, "gives a, b, c", 3, g);
	holds(c, zeroed[0] == 0.25 && zeroed[1] == -1.5625 && zeroed[2] == -1,
		"zeroed between them %g, %g, %g", zeroed[0], zeroed[1], zeroed[2]);
	freelist(l);
}

/* ---- a Jacobian by forward mode ------------------------------------------------------------ */

void claim_P6(Claim *c)
{
	Fn f = whole(&abc_function);
	Jacobian j =
		jacobian(&forward_engine, &f, &f64, (const double[]){ 1, 2, 3, 4, 5, 6, 7, 8, 1 });
	const double *J = j.J;
	double diagonal[4];
	size_t beside = 0;

	for (size_t o = 0; o < 4; o++)
		for (size_t i = 0; i < 4; i++) {
			if (o == i) diagonal[o] = J[o * j.nx + 4 + i];
			else        beside += J[o * j.nx + 4 + i] != 0;
		}
	figure(c, "value", 4, j.y);
	figure(c, "diagonal", 4, diagonal);
	holds(c, !beside, "%zu of the 12 entries beside it are not 0", beside);
	freejacobian(&j);
}

/* ---- symbolic ------------------------------------------------------------------------------ */

/* how often output o runs a primitive when nothing is shared: the paths from it to each row, added
 * up */
static double evaluations(const List *l, size_t o, const char *prim)
{
	double *paths = alloc(l->n, sizeof *paths), sum = 0;

	paths[l->out[o]] = 1;
	for (size_t i = l->n; i--; ) {
		for (size_t k = 0; k < l->ins[i].nargs; k++)
			paths[args(l, &l->ins[i])[k]] += paths[i];
		if (!strcmp(l->ins[i].prim->name, prim)) sum += paths[i];
	}
	release(paths);
	return sum;
}

static double rowsof(const List *l, const char *prim)
{
	double n = 0;

	for (size_t i = 0; i < l->n; i++) n += !strcmp(l->ins[i].prim->name, prim);
	return n;
}

/* the bits in which f's derivative by an engine and the formula agree, at the worst of n points of
 * [-4, 4] */
static long agreement(const Fn *f, const Fn *parsed, int n)
{
	long worst = digits(&mpfr);
	mpfr_t d, scale;

	mpfr_inits(d, scale, (mpfr_ptr)0);
	for (int k = 0; k < n; k++) {
		double x = -4 + 8. * (k + 0.5) / n;
		Jacobian j = jacobian(&symbolic_engine, f, &mpfr, &x),
			 y = jacobian(&forward_engine, parsed, &mpfr, &x);
		const mpfr_t *a = j.J, *b = y.y;

		mpfr_sub(d, *a, *b, MPFR_RNDN);
		mpfr_set(scale, *b, MPFR_RNDN);
		if (mpfr_nan_p(d))
			worst = 0;
		else if (!mpfr_zero_p(d) && mpfr_get_exp(scale) - mpfr_get_exp(d) < worst)
			worst = mpfr_get_exp(scale) - mpfr_get_exp(d);
		freejacobian(&j);
		freejacobian(&y);
	}
	mpfr_clears(d, scale, (mpfr_ptr)0);
	return worst;
}

void claim_P7(Claim *c)
{
	enum { POINTS = 1000 };
	List *said = formula("4*(2*x - exp(x) + cos(x))*(-2*exp(x) - 2*sin(x) + 4)", "P7", "x");
	List *nearly = formula("4*(2*x - exp(x) + cos(x))*(-2*exp(x) - 2*sin(x) + 4) + 1e-30",
		"P7", "x");
	Fn f = whole(&cosexp_function), its = listfn("P7", said), another = listfn("P7", nearly);
	char why[WHY];
	List *l = trace(&f, NULL, NULL, why), *d = derivative(l, 0, &f64);
	double once = evaluations(d, 1, "exp"), all = evaluations(d, 0, "exp") + once,
	       shared = rowsof(d, "exp");
	long was = digits(&mpfr), agree;
	bool apart;

	precision(IDENTITY);
	agree = agreement(&f, &its, POINTS);
	apart = agreement(&f, &another, 1) < IDENTITY - VANISHING;
	precision(was);
	holds(c, apart && agree >= IDENTITY - VANISHING,
		"the same function to %ld of %d bits at %d points", agree, IDENTITY, POINTS);
	figure(c, "expanded", 1, &all);
	holds(c, true, "%g of them in the derivative, %g in the value", once, all - once);
	figure(c, "shared", 1, &shared);
	freelist(said);
	freelist(nearly);
	freelist(d);
	freelist(l);
}

/* ---- a branch ------------------------------------------------------------------------------ */

/* the engine refuses f, and says what it compares */
static bool refuses(const Engine *e, const Fn *f)
{
	char why[WHY] = "";
	void *s = e->open(f, &f64, why);

	if (s) e->close(s);
	return !s && strstr(why, "x > 2");
}

/* derivatives at 3 and 1 */
static void slopes(const Engine *e, const Fn *f, double *d)
{
	static const double x[] = { 3, 1 };

	for (int k = 0; k < 2; k++) {
		Jacobian j = jacobian(e, f, &f64, &x[k]);

		d[k] = NAN;
		if (j.status == OK) f64.get(1, &d[k], j.J);
		if (j.J) freejacobian(&j);
	}
}

void claim_P8(Claim *c)
{
	List *l = formula("where(x > 2, 2*x + 5, x/2 + 5)", "P8", "x");
	Fn f = whole(&branch_function), structured = listfn("P8", l);
	bool symbolic = refuses(&symbolic_engine, &f), fixed = refuses(&static_engine, &f);
	double d[2];

	holds(c, symbolic, "symbolic %s",
		symbolic ? "refuses, naming x > 2" : "does not name x > 2");
	holds(c, fixed, "static %s", fixed ? "refuses, naming x > 2" : "does not name x > 2");
	slopes(&reverse_engine, &f, d);
	figure(c, "dynamic tracing at x = 3 and 1 gives", 2, d);
	slopes(&static_engine, &structured, d);
	figure(c, "a structured conditional in a static engine gives", 2, d);
	freelist(l);
}
