/* judge.c -- a list in MPFR at 400 and 600 digits, at the point and at two points beside it.
 *
 * Cancellation shows in the digits that two precisions do not share; a tie, a removable singularity
 * or the end of a domain in those that points beside do not share.  What remains is told.
 */
#include "checks/fuzz/judge.h"
#include "engines/prims/traits.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* bits of 400 and 600 digits; a point beside x lies at 2^-NEAR of it, and of 0 at 2^-NEAR0; of
 * processor time; a told number has TOLD bits */
enum {
	FEWER = 1329,
	MORE = 1994,
	NEAR = 400,
	NEAR0 = 2600,
	SECONDS = 1,
	TOLD = 100,
	FAINT = -1140,
	DIGITS = 700
};
typedef struct { long bits; int side; } Place;
static const Place places[] = { { FEWER, 0 }, { MORE, 0 }, { MORE, 1 }, { MORE, -1 } };
enum { PLACES = sizeof places / sizeof *places };

/* beside, in a direction that is none of the axes and no diagonal */
static mpfr_t *pointat(const List *l, const double *x, int side)
{
	mpfr_t *at = array(&mpfr, l->nin), h;

	mpfr_init(h);
	for (size_t k = 0; k < l->nin; k++) {
		mpfr_set_d(at[k], x[k], MPFR_RNDN);
		mpfr_set_d(h, x[k] == 0 ? 1 : x[k], MPFR_RNDN);
		mpfr_mul_d(h, h, side * (1 + 0.31 * (double)k) * (k % 2 ? -1 : 1), MPFR_RNDN);
		mpfr_mul_2si(h, h, x[k] == 0 ? -NEAR0 : -NEAR, MPFR_RNDN);
		mpfr_add(at[k], at[k], h, MPFR_RNDN);
	}
	mpfr_clear(h);
	return at;
}

static bool ishalf(const mpfr_t x)
{
	mpfr_t twice;
	bool yes;

	mpfr_init2(twice, mpfr_get_prec(x));
	mpfr_mul_2ui(twice, x, 1, MPFR_RNDN);
	yes = mpfr_integer_p(twice) != 0;
	mpfr_clear(twice);
	return yes;
}

/* a border of two branches, which rounding may hide from the points beside it: floor(1 - x^8) at 0
 */
static bool bordering(List *e, const Ins *in)
{
	const Id *a = args(e, in);
	mpfr_t *x = in->nargs ? value(instruction(e, a[0])) : NULL;

	if (in->nargs == 2 && (compares(in->prim) || isthe(in->prim, CHOOSING)))
		return mpfr_equal_p(*x, *(mpfr_t *)value(instruction(e, a[1]))) != 0;
	if (in->nargs == 1 && isthe(in->prim, STEPPING))
		return mpfr_integer_p(*x) || (isthe(in->prim, ATHALVES) && ishalf(*x));
	return false;
}

/* what two precisions lose alike, they share: a sum of numbers that are not 0 is (cos(pi x) -
 * sinc(x) at 1e-300), a value beyond the exponents of MPFR, which another operation may hide, or
 * below them */
static bool lost(List *e)
{
	if (mpfr_underflow_p() || mpfr_overflow_p())
		return true;
	for (size_t i = 0; i < e->n; i++) {
		const Ins *in = &e->ins[i];
		const Id *a = args(e, in);

		if (!mpfr_number_p(*(mpfr_t *)value(instruction(e, i))) || bordering(e, in))
			return true;
		if (isthe(in->prim, ADDING) && in->nargs == 2 && a[0] != a[1] &&
			mpfr_zero_p(*(mpfr_t *)value(instruction(e, i))) &&
			!mpfr_zero_p(*(mpfr_t *)value(instruction(e, a[0]))))
			return true;
	}
	return false;
}

/* the outputs, as text, a line each; false: one is no number, or nothing is sure */
static bool told(const List *l, size_t first, const double *x, Place p, FILE *to)
{
	char why[WHY];
	Fn fn = listfn("f", l);
	mpfr_t *at;
	List *e;
	bool ok;

	precision(p.bits);
	at = pointat(l, x, p.side);
	mpfr_clear_flags();
	e = trace(&fn, &mpfr, at, why);
	ok = e && !lost(e);
	for (size_t o = first; ok && o < e->nout; o++) {
		mpfr_t *y = value(instruction(e, e->out[o]));

		ok = mpfr_number_p(*y) != 0;
		if (ok) mpfr_fprintf(to, "%.*Re\n", DIGITS, *y);
	}
	freelist(e);
	freearray(&mpfr, l->nin, at);
	return ok;
}

static void child(const List *l, size_t first, const double *x, int fd)
{
	FILE *to = fdopen(fd, "w");
	bool ok = to != NULL;

	setrlimit(RLIMIT_CPU, &(struct rlimit){ SECONDS, SECONDS });
	for (size_t k = 0; k < PLACES && ok; k++) ok = told(l, first, x, places[k], to);
	if (ok) fclose(to);
	_exit(ok ? 0 : 1);
}

static bool line(FILE *from, mpfr_t y)
{
	char s[DIGITS + 60];

	return fgets(s, sizeof s, from) && mpfr_strtofr(y, s, NULL, 10, MPFR_RNDN) <= 1;
}

/* no two values of an output lie further apart than 2^-TOLD of it; the last output's own */
static bool alike(FILE *from, size_t n, mpfr_t y, mpfr_t spread)
{
	mpfr_t *v = alloc(n * PLACES, sizeof *v), d;
	bool ok = true;

	mpfr_init2(d, MORE);
	for (size_t k = 0; k < n * PLACES; k++) mpfr_init2(v[k], MORE);
	for (size_t k = 0; k < n * PLACES && ok; k++) ok = line(from, v[k]);
	for (size_t o = 0; o < n && ok; o++) {
		mpfr_set_zero(spread, 1);
		for (size_t k = 0; k < PLACES; k++) {
			mpfr_sub(d, v[k * n + o], v[n + o], MPFR_RNDA);
			mpfr_abs(d, d, MPFR_RNDU);
			mpfr_max(spread, spread, d, MPFR_RNDU);
		}
		mpfr_mul_2si(d, v[n + o], -TOLD, MPFR_RNDN);
		ok = mpfr_cmpabs(spread, d) <= 0 || mpfr_get_exp(spread) < FAINT - 60;
	}
	mpfr_set_prec(y, MORE);
	if (ok) mpfr_set(y, v[n + n - 1], MPFR_RNDN);
	for (size_t k = 0; k < n * PLACES; k++) mpfr_clear(v[k]);
	mpfr_clear(d);
	release(v);
	return ok;
}

bool settled(const List *l, size_t first, const double *x, mpfr_t y, mpfr_t spread)
{
	int ends[2], status = 1;
	long was = mpfr_get_default_prec();
	FILE *from;
	pid_t pid;
	bool ok;

	fflush(NULL);
	if (pipe(ends) || (pid = fork()) < 0)
		die("no process for the symbolic judge");
	if (!pid) {
		close(ends[0]);
		freopen("/dev/null", "w", stderr);
		child(l, first, x, ends[1]);
	}
	close(ends[1]);
	from = fdopen(ends[0], "r");
	ok = alike(from, l->nout - first, y, spread);
	fclose(from);
	waitpid(pid, &status, 0);
	precision(was);
	return ok && status == 0;
}

bool agreed(const mpfr_t d, const mpfr_t radius, const mpfr_t y, const mpfr_t spread)
{
	mpfr_t u, r;
	bool yes;

	if (!mpfr_number_p(d))
		return false;
	mpfr_inits2(MORE, u, r, (mpfr_ptr)0);
	mpfr_abs(r, y, MPFR_RNDU);
	mpfr_mul_2si(r, r, -TOLD, MPFR_RNDU);
	mpfr_add(r, r, spread, MPFR_RNDU);
	if (mpfr_number_p(radius)) mpfr_add(r, r, radius, MPFR_RNDU);
	mpfr_sub(u, d, y, MPFR_RNDA);
	yes = mpfr_cmpabs(u, r) <= 0 || mpfr_zero_p(u) || mpfr_get_exp(u) <= FAINT;
	mpfr_clears(u, r, (mpfr_ptr)0);
	return yes;
}
