/* traits.c -- what scalar.def says of its primitives is true of the numbers they give, and what is
 * true is said. */
#include "engines/prims/traits.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>
#include <string.h>

enum { POINTS = 2001 };

/* one without a kernel is run as what it means */
static double of(const Prim *p, const double *x)
{
	List *l = neweager(&f64, x);
	V in[2];
	double y;

	for (int k = 0; k < p->nargs; k++) in[k] = Input(l, NULL, scalar());
	y = *(double *)value(record(l, p, (size_t)p->nargs, in, NULL, NULL));
	freelist(l);
	return y;
}

static double one(const Prim *p, double x)
{
	double y;

	if (!f64.unary[p->slot]) return of(p, &x);
	f64.unary[p->slot](1, &y, &x);
	return y;
}

static double two(const Prim *p, double a, double b)
{
	double y;

	if (!f64.binary[p->slot]) return of(p, (double[]){a, b});
	f64.binary[p->slot](1, &y, &a, &b);
	return y;
}

/* the k-th of POINTS where the primitive is drawn, halves and whole numbers among them */
static double place(const Prim *p, int k)
{
	double first = ceil(4 * p->lo) / 4;

	return k % 2 ? first + 0.25 * (k / 2 % (int)(4 * (p->hi - first) + 1))
		     : p->lo + (p->hi - p->lo) * k / POINTS;
}

static void every(void (*sees)(const Prim *), int nargs)
{
	for (const Prim *const *p = prims; *p; p++)
		if ((*p)->nargs == nargs) sees(*p);
}

static void said(const Prim *p, const char *trait, bool says, bool is)
{
	if (says != is)
		fail_msg("%s: scalar.def says %s%s, its values say otherwise", p->name,
			 says ? "" : "not ", trait);
}

/* ---- of one argument ---------------------------------------------------------------------- */

static void monotone(const Prim *p)
{
	bool rises = true, falls = true, stays = true;

	for (int k = 2; k < POINTS; k += 2) {
		double a = one(p, place(p, k - 2)), b = one(p, place(p, k));

		rises &= a <= b, falls &= a >= b, stays &= fabs(b - a) < 1e-3;
	}
	if (isthe(p, POLES)) return; /* between them at most */
	said(p, "RISING", isthe(p, RISING), rises && !stays);
	said(p, "FALLING", isthe(p, FALLING), falls && !stays);
}

/* constant near every point but for jumps; where: at whole numbers, halfway between, at 0 */
static void steps(const Prim *p)
{
	bool flat = true, jumps = false, whole = false, halves = false, elsewhere = false;

	for (int k = 0; k < POINTS; k++) {
		double x = place(p, k), h = 0x1p-20;
		bool same = one(p, x - h) == one(p, x) && one(p, x) == one(p, x + h),
		     alike = one(p, x - h) == one(p, x - 2 * h) &&
			     one(p, x + h) == one(p, x + 2 * h);

		flat &= alike;
		jumps |= !same;
		whole |= !same && x == rint(x) && x != 0;
		halves |= !same && fabs(x - trunc(x)) == 0.5;
		elsewhere |= !same && x != rint(x) && fabs(x - trunc(x)) != 0.5;
	}
	said(p, "STEPPING", isthe(p, STEPPING), flat && jumps && !elsewhere);
	if (!isthe(p, STEPPING)) return;
	said(p, "TWOSIDED", isthe(p, TWOSIDED), !whole && !halves);
	said(p, "ATHALVES", isthe(p, ATHALVES), halves);
	if (!halves) said(p, "ATWHOLE", isthe(p, ATWHOLE), whole);
}

/* slopes on both sides of 0 differ */
static void kinks(const Prim *p)
{
	double h = 0x1p-20, y = one(p, 0), left = (y - one(p, -h)) / h, right = (one(p, h) - y) / h;

	if (isfinite(left) && isfinite(right) && fabs(left) < 100 && fabs(right) < 100)
		said(p, "KINKED", isthe(p, KINKED), fabs(left - right) > 0.5);
}

static void atzero(const Prim *p)
{
	double y = one(p, 0), h = 0x1p-30;

	said(p, "ATZERO", isthe(p, ATZERO),
	     isfinite(y) && y != 0 && fabs(one(p, h) - y) < 1e-6 && fabs(one(p, -h) - y) < 1e-6);
}

static void periods(const Prim *p)
{
	double turns[] = {2, 2 * acos(-1)};
	bool any = false;

	for (int t = 0; t < 2; t++) {
		bool repeats = true;

		for (int k = 0; k < POINTS && repeats; k += 7) {
			double x = place(p, k), a = one(p, x), b = one(p, x + turns[t]);

			repeats = a == b || fabs(a - b) <= 1e-9 * (1 + a * a);
		}
		any |= repeats;
	}
	said(p, "PERIODIC", isthe(p, PERIODIC), any);
}

/* bounds are tended to; nothing is beyond */
static void bounds(const Prim *p)
{
	int lo, hi;
	bool is = isthe(p, BOUNDED);

	if (below(p, &lo)) said(p, "ABOVE its bound", is, fmin(one(p, -1000), one(p, 1000)) == lo);
	if (above(p, &hi)) said(p, "BELOW its bound", is, fmax(one(p, -1000), one(p, 1000)) == hi);
	for (int k = 0; k < POINTS && is; k++) {
		double y = one(p, place(p, k));

		said(p, "ABOVE its bound", true, !below(p, &lo) || y >= lo);
		said(p, "BELOW its bound", true, !above(p, &hi) || y <= hi);
	}
}

/* infinite at 0, at an end of the domain, or where doubles come as near to it as they can; slopes
 * beyond all others beside a value */
static void poles(const Prim *p)
{
	static const double ends[] = {0, -1, 1, -2};
	double right = 1.5707963267948966;
	bool pole = fabs(one(p, right)) > 1e15, steep = false;

	for (int k = 0; k < 4; k++)
		for (int way = -1; way <= 1; way += 2) {
			double h = 0x1p-40, y = one(p, ends[k]), near = one(p, ends[k] + way * h);

			pole |= isinf(y) || (isnan(y) && fabs(near) > 1e9);
			steep |= isfinite(y) && isfinite(near) && !isthe(p, STEPPING) &&
				 fabs(near - y) > 1000 * h && fabs(near - y) < 0.1;
		}
	said(p, "POLES", isthe(p, POLES), pole);
	said(p, "STEEP", isthe(p, STEEP), steep);
}

static void of_one_argument_they_are_true(void **state)
{
	every(monotone, 1), every(steps, 1), every(kinks, 1), every(atzero, 1), every(periods, 1),
		every(bounds, 1), every(poles, 1);
}

/* ---- of two -------------------------------------------------------------------------------- */

static const double few[] = {0, 1, 2, -0.0, -1, 0.5, 3, -2.25, 1e10, INFINITY, -INFINITY, NAN};
enum { FEW = sizeof few / sizeof *few };

static bool alike(double a, double b)
{
	return isnan(a) ? isnan(b) : a == b && signbit(a) == signbit(b);
}

static bool forall(const Prim *p, bool (*is)(const Prim *, double a, double b))
{
	for (int i = 0; i < FEW; i++)
		for (int k = 0; k < FEW; k++)
			if (!is(p, few[i], few[k])) return false;
	return true;
}

static bool commutes(const Prim *p, double a, double b)
{
	return alike(two(p, a, b), two(p, b, a));
}
static bool neutral0(const Prim *p, double a, double b) { return alike(two(p, a, 0), a); }
static bool neutral1(const Prim *p, double a, double b)
{
	return alike(two(p, a, 1) + 0, a + 0);
} /* strongmul loses the sign of 0 */
static bool oneat0(const Prim *p, double a, double b) { return two(p, a, 0) == 1; }
static bool oneat1(const Prim *p, double a, double b) { return two(p, a, 1) == 1; }
static bool chooses(const Prim *p, double a, double b)
{
	double y = two(p, a, b);
	return alike(y, a) || alike(y, b);
}
static bool boolean(const Prim *p, double a, double b)
{
	double y = two(p, a, b);
	return y == 0 || y == 1;
}
static bool adds(const Prim *p, double a, double b)
{
	double y = two(p, a, b);
	return alike(y, a + b) || alike(y, a - b);
}
static bool multiplies(const Prim *p, double a, double b)
{
	return a == 0 || alike(two(p, a, b), a * b);
}
static bool divides(const Prim *p, double a, double b)
{
	return a == 0 || alike(two(p, a, b), a / b);
}

static void operation(const Prim *p)
{
	bool compare = forall(p, boolean);

	if (isthe(p, COMMUTING))
		said(p, "COMMUTING", true,
		     forall(p, commutes)); /* who does not say so may, as hypot does here */
	said(p, "ONE_AT0", isthe(p, ONE_AT0), forall(p, oneat0));
	said(p, "ONE_AT1", isthe(p, ONE_AT1), forall(p, oneat1));
	said(p, "CHOOSING", isthe(p, CHOOSING), forall(p, chooses));
	said(p, "ADDING", isthe(p, ADDING), forall(p, adds));
	said(p, "MULTIPLYING", isthe(p, MULTIPLYING), forall(p, multiplies));
	said(p, "DIVIDING", isthe(p, DIVIDING), forall(p, divides));
	if (isthe(p, NEUTRAL0)) said(p, "NEUTRAL0", true, forall(p, neutral0));
	if (isthe(p, NEUTRAL1)) said(p, "NEUTRAL1", true, forall(p, neutral1));
	said(p, "a comparison", compares(p), compare);
	said(p, "STEPPING", isthe(p, STEPPING), compare);
	said(p, "FIXED0", isthe(p, FIXED0), !strcmp(p->d[0], "0") && !compare);
	said(p, "UNRULED0", isthe(p, UNRULED0), !strcmp(p->d[0], "0.0/0.0"));
	if (!compare) return;
	said(p, "LESS", isthe(p, LESS), two(p, 1, 2) == 1);
	said(p, "EQUAL", isthe(p, EQUAL), two(p, 2, 2) == 1);
	said(p, "GREATER", isthe(p, GREATER), two(p, 2, 1) == 1);
}

static void of_two_arguments_they_are_true(void **state) { every(operation, 2); }

static void comparisons_have_their_signs(void **state)
{
	static const char *const signs[][2] = {
		{"lt", "<"}, {"le", "<="}, {"gt", ">"}, {"ge", ">="}, {"eq", "=="}};

	for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
		assert_string_equal(signof(primnamed(signs[k][0], 2)), signs[k][1]);
	assert_null(signof(primnamed("add", 3)));
}

/* a primitive without bodies says how many arguments it takes; none: those that make a value of
 * nothing */
static void arguments_are_counted(void **state)
{
	for (const Prim *const *p = prims; *p; p++)
		if ((*p)->nargs)
			assert_int_equal((*p)->arity, (*p)->nargs);
		else if (!(*p)->higherorder && !(*p)->arity && !((*p)->given && !(*p)->jvp))
			fail_msg("%s does not say how many arguments it takes", (*p)->name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_one_argument_they_are_true),
		cmocka_unit_test(of_two_arguments_they_are_true),
		cmocka_unit_test(comparisons_have_their_signs),
		cmocka_unit_test(arguments_are_counted),
	};

	return cmocka_run_group_tests_name("traits", tests, NULL, NULL);
}
