/* slopes.c -- the slope of a function that is computed with noise, and how well it is known.
 *
 * The noise is told from values at nearby points: differences of order k of a smooth function
 * vanish there, those of noise do not.  sigma_k^2 = (k!)^2/(2k)! mean (D^k f)^2 settles at its
 * variance (More, Wild, Estimating computational noise, SIAM J. Sci. Comput. 33, 2011, section 3).
 *
 * The slope is a central difference d(h) at one of the steps h, h/2, h/4, ..., or r(h) =
 * (4 d(h) - d(2h))/3 (Richardson).  What rounding does to it is NOISY sigma/h.  Where the function
 * is smooth truncation falls 4-fold, of r 16-fold, from one step to the next, so that |d(h) -
 * d(2h)| is 3 times it and |r(h) - r(2h)| 15 times: both are taken more than whole.
 */
#include "checks/vjp/primal.h"
#include "checks/vjp/limits.h"
#include <float.h>
#include <math.h>

enum { POINTS = 8, STEPS = 48 };

/* 0: it does not settle, what is there is smooth */
static double sigmaof(const double *f)
{
	double d[POINTS + 1], s[POINTS + 1] = { 0 }, gamma = 1;

	for (int i = 0; i <= POINTS; i++) d[i] = f[i];
	for (int k = 1; k <= 6; k++) {
		bool up = false, down = false;

		gamma *= k / (2.0 * (2 * k - 1));
		for (int i = 0; i + k <= POINTS; i++) {
			d[i] = d[i + 1] - d[i];
			s[k] += d[i] * d[i];
			up |= d[i] > 0, down |= d[i] < 0;
		}
		s[k] = sqrt(gamma * s[k] / (POINTS + 1 - k));
		/* settled: three orders agree, and what is left has both signs */
		if (k >= 3 && up && down &&
			fmax(s[k], fmax(s[k - 1], s[k - 2])) <=
				4 * fmin(s[k], fmin(s[k - 1], s[k - 2])))
			return fmax(s[k], fmax(s[k - 1], s[k - 2]));
	}
	return 0;
}

Noise noisenear(Noisy *f, void *what, double scale)
{
	Noise all = { .least = fmax(fabs(f(0, what)) * (DBL_EPSILON / 4), DBL_TRUE_MIN) };
	size_t flat = 0; /* spacings at which nothing moves */

	/* noise that is smooth at one spacing is noise at a wider one */
	for (int k = 0; k < SPACINGS; k++) {
		double apart = ldexp(scale, -42 + 6 * k), y[POINTS + 1], s, least = INFINITY;
		bool there = true;
		int moved = 0;

		for (int i = 0; i <= POINTS && there; i++) {
			y[i] = f((k % 2 ? -i : i) * apart, what); /* a kink at 0 is no noise */
			there = !isnan(y[i]);
			if (!there || !i || y[i] == y[i - 1]) continue;
			moved++;
			least = fmin(least, fabs(y[i] - y[i - 1]));
			/* of rounded values these are multiples of the rounding too */
			if (i > 1 && y[i] - y[i - 1] != y[i - 1] - y[i - 2])
				least = fmin(least, fabs(y[i] - 2 * y[i - 1] + y[i - 2]));
		}
		if (!there) break;
		if (2 * moved < POINTS) { /* rounded to more than that, or constant: told later */
			all.flat[all.n] = true;
			all.apart[all.n] = apart, all.sigma[all.n++] = moved ? least / 2 : 0;
			flat++;
			continue;
		}
		s = sigmaof(y);
		all.apart[all.n] = apart, all.sigma[all.n++] = flat ? fmax(s, least / 2) : s;
		flat = 0;
	}
	/* what does not move at a spacing and does at a wider one is rounded to what it moves by */
	for (size_t k = all.n; k-- > 1;)
		if (!all.sigma[k - 1] && all.sigma[k] && all.flat[k - 1])
			all.sigma[k - 1] = all.sigma[k];
	return all;
}

/* what values are rounded to is noise at each step, however small */
static double noiseat(const Noise *all, double h)
{
	double most = all->least;

	for (size_t k = 0; k < all->n; k++)
		if (all->apart[k] <= h || all->flat[k]) most = fmax(most, all->sigma[k]);
	return most;
}

typedef struct {
	double h, central, better, left, right;
	bool known;
} Step;

static Step stepped(Noisy *f, void *what, double h, double value)
{
	volatile double there = h;
	double up = f(there, what), down = f(-there, what);

	return (Step){ h, (up - down) / (2 * h), NAN, (value - down) / h, (up - value) / h,
		!isnan(up) && !isnan(down) };
}

/* the larger of two changes, the earlier of them as it would be by now: two that agree by chance do
 * not make a third */
static double changed(double now, double before, double earlier, int fall)
{
	return fmax(fabs(now - before), fabs(before - earlier) / fall);
}

/* an estimate with less open than the one there is */
static bool better(Estimate *e, double slope, double open)
{
	if (!(open < e->error)) return false;
	e->slope = slope, e->error = open;
	return true;
}

static double roundingat(const Noise *noise, double h, double slope)
{
	return NOISY * noiseat(noise, h) / h + fabs(slope) * noise->place / h;
}

/* whether a step from k on may leave less open */
static bool promising(const Noise *noise, double scale, int k, double open)
{
	for (int j = k; j < STEPS; j++)
		if (roundingat(noise, ldexp(scale, -1 - j), 0) < open) return true;
	return false;
}

Estimate estimateof(Noisy *f, void *what, double scale, const Noise *noise)
{
	Estimate e = { .value = f(0, what), .slope = NAN, .error = INFINITY };
	Step s[STEPS] = { 0 };
	int best = -1;

	if (isnan(e.value)) return e;
	for (int k = 0; k < STEPS; k++) {
		double h = ldexp(scale, -1 - k), rounding;
		bool found;

		if (best >= 0 && !promising(noise, scale, k, e.error)) break;
		/* three steps in a row are needed to tell of the last */
		if (best >= 0 && roundingat(noise, h / 4, 0) >= e.error &&
			roundingat(noise, h / 2, 0) >= e.error &&
			roundingat(noise, h, 0) >= e.error)
			continue;
		s[k] = stepped(f, what, h, e.value);
		if (!s[k].known) continue;
		rounding = roundingat(noise, h, s[k].central);
		e.most = fmax(e.most, fmax(fabs(s[k].left), fabs(s[k].right)));
		if (k && s[k - 1].known) s[k].better = (4 * s[k].central - s[k - 1].central) / 3;
		if (k < 2 || !s[k - 1].known || !s[k - 2].known) continue;
		found = better(&e, s[k].central,
			rounding +
				2 * changed(s[k].central, s[k - 1].central, s[k - 2].central, 4));
		if (k > 2 && !isnan(s[k - 2].better) && s[k - 3].known)
			found |= better(&e, s[k].better,
				5 * rounding / 3 +
					changed(s[k].better, s[k - 1].better, s[k - 2].better, 16));
		if (found) best = k;
	}
	if (best < 0) return e;
	e.known = true;
	e.step = s[best].h;
	e.left = s[best].left, e.right = s[best].right;
	e.noise = noiseat(noise, e.step);
	/* of a smooth function they come together with the step, by a factor 4 over two of them */
	e.kink = fabs(e.left - e.right) > 8 * NOISY * e.noise / e.step &&
		fabs(e.left - e.right) > fabs(s[best - 2].left - s[best - 2].right) / 2 &&
		fabs(e.left - e.right) > 4 * e.error;
	return e;
}

bool refutes(Noisy *f, void *what, const Estimate *e, double slope, const Noise *noise)
{
	double gap = fabs(slope - e->slope), open;
	/* at 0, which has no last place, the smallest of the steps that estimateof takes */
	double h = fmax(64 * noise->place, ldexp(e->step, -STEPS));
	Step s;

	while (h < e->step && 8 * roundingat(noise, h, fmax(fabs(slope), fabs(e->slope))) > gap)
		h *= 2;
	if (h >= e->step) return true; /* nothing smaller can tell */
	s = stepped(f, what, h, e->value);
	open = 2 * roundingat(noise, h, fmax(fabs(slope), fabs(e->slope))) + gap / 4;
	return s.known && open < gap &&
		(slope < fmin(s.left, s.right) - open || slope > fmax(s.left, s.right) + open);
}
