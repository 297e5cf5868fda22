/* truth.c -- central differences h, h/2, h/4, h/8 in binary128, extrapolated twice; where the two disagree, other steps.
 *
 * h = 2^-13 of the scale: truncation h^6 meets round-off 2^-113/h.  The one-sided quotients of the same values
 * tell a kink (their gap stays) from a smooth point (it shrinks with h).
 */
#include "checks/vjp/truth.h"

enum { LEVELS = 4 };

static Quad unit_ = (Quad)0x1p-113, step = (Quad)0x1p-13;

static Quad tiny(void) { return unit_; }

void differencesin(Precision p)
{
	unit_ = p == F128 ? (Quad)0x1p-113 : p == F64 ? (Quad)0x1p-53 : (Quad)0x1p-24;
	step = p == F128 ? (Quad)0x1p-13 : p == F64 ? (Quad)0x1p-7 : (Quad)0x1p-3;
}

typedef struct { Quad *plus[LEVELS], *minus[LEVELS], *zero, scale; } Values;

static Quad neville(const Quad *t, int n, int order)     /* errors in h^order, h^2 order, ...: to h = 0 */
{
	Quad w[LEVELS];
	Quad r = (Quad)(1 << order), power = r;

	for (int k = 0; k < n; k++) w[k] = t[k];
	for (int m = 1; m < n; m++, power *= r)
		for (int k = 0; k + m < n; k++) w[k] = (power * w[k + 1] - w[k]) / (power - 1);
	return w[0];
}

static Slope one(const Values *v, size_t e, Quad h, Quad scale)
{
	Quad D[LEVELS], F[LEVELS], B[LEVELS], first, second, noise, gap0, gap3, f0 = v->zero[e];
	Slope s = { 0 };
	bool still = false;

	for (int k = 0; k < LEVELS; k++) {
		Quad t = h / (1 << k), p = v->plus[k][e], m = v->minus[k][e];

		if (!finiteq(p) || !finiteq(m)) { s.none = true; return s; }
		D[k] = (p - m) / (2 * t);
		F[k] = (p - f0) / t;
		B[k] = (f0 - m) / t;
	}
	first = neville(D, 3, 2);
	second = neville(D + 1, 3, 2);
	noise = 8 * tiny() * (absq(f0) + absq(v->plus[3][e])) / (h / 8);
	if (v->plus[0][e] == f0 && v->plus[3][e] == f0 && v->minus[0][e] == f0 && v->minus[3][e] == f0) noise = tiny() * absq(f0) / h, still = true;
	s.lo = s.hi = second;
	s.error = 2 * absq(first - second) + noise;
	/* steps of a large argument may all be whole periods; an error as large as the slope says nothing was resolved */
	s.none = (still && scale > (Quad)0x1p90) || s.error > (unit_ < (Quad)0x1p-60 ? (Quad)0x1p-20 : (Quad)0x1p-6) * (absq(second) + absq(f0) / (h / step));
	gap0 = F[0] - B[0], gap3 = F[3] - B[3];
	if (absq(gap3) <= 64 * noise || absq(gap3) * 4 <= absq(gap0) || absq(gap3) <= (Quad)0x1p-60 * absq(second))
		return s;
	if (absq(gap3) > 2 * absq(gap0)) { s.none = true; return s; }       /* a jump, or vertical */
	s.none = false;
	s.lo = neville(F, LEVELS, 1), s.hi = neville(B, LEVELS, 1);
	s.error = 2 * absq(neville(F + 1, 3, 1) - s.lo) + 2 * absq(neville(B + 1, 3, 1) - s.hi) + noise;
	if (s.lo > s.hi) { Quad t = s.lo; s.lo = s.hi; s.hi = t; }
	if (s.error > (Quad)0x1p-16 * (s.hi - s.lo) || absq(gap3) * 2 < absq(gap0)) {    /* neither a corner nor smooth: between is all that is known */
		s.none = true;
	}
	return s;
}

static void level(size_t n, Along_ *f, void *own, Quad h, const Values *v, Slope *s)
{
	for (int k = 0; k < LEVELS; k++) {
		f(own, h / (1 << k), v->plus[k]);
		f(own, -h / (1 << k), v->minus[k]);
	}
	for (size_t e = 0; e < n; e++) s[e] = one(v, e, h, v->scale);
}

/* the same again with another step: what oscillates far below the step agrees with itself by accident, not twice */
static void confirmed(Along_ *f, void *own, Quad h, const Values *v, Slope *s)
{
	Slope t;
	Quad room;

	if (s->none)
		return;
	level(1, f, own, h * (Quad)0x1.7p-4, v, &t);
	room = 4 * (s->error + t.error);
	s->none = t.none || absq(s->lo - t.lo) > room || absq(s->hi - t.hi) > room;
	if (absq(s->lo - t.lo) > s->error) s->error = absq(s->lo - t.lo);
	if (absq(s->hi - t.hi) > s->error) s->error = absq(s->hi - t.hi);
}

static Quad size_(const Slope *s) { return absq(s->lo) > absq(s->hi) ? absq(s->lo) : absq(s->hi); }

static bool poor(const Slope *s, Quad peak) { return unit_ < (Quad)0x1p-60 && (s->none || s->error > (Quad)0x1p-70 * (size_(s) + peak / 16)); }

/* a better slope that does not contradict the one from the smaller step */
static void better(Slope *best, const Slope *s, bool larger, bool far)
{
	Quad room = 4 * (s->error + best->error);

	if (s->none || (best->none && larger))
		return;
	if (far && !best->none && !larger && (s->lo - best->hi > room || best->lo - s->hi > room)) {     /* nearer is truer: floor is flat */
		*best = *s;
		return;
	}
	if (!best->none && s->error >= best->error)
		return;
	if (!best->none && larger && (s->lo - best->hi > 4 * (s->error + best->error) || best->lo - s->hi > 4 * (s->error + best->error)))
		return;
	if (!best->none && larger && best->lo == best->hi && s->lo != s->hi)
		return;
	*best = *s;
}

void slopes(size_t n, Along_ *f, void *own, Quad scale, bool zero, Slope *best)
{
	/* smaller steps first, for what oscillates or turns faster than its argument; then larger, where the change drowns in the value */
	static const int smaller[] = { -8, -18, -30, -44, -64, -84, 0 }, larger[] = { 8, 16, 26, 40, 60, 90, 0 };
	Values v = { .zero = alloc(n, sizeof(Quad)), .scale = scale };
	Slope *s = alloc(n, sizeof *s);
	bool again = false;
	Quad peak = 0;                     /* beside the largest, a small slope need not be known as well */

	for (int k = 0; k < LEVELS; k++) v.plus[k] = alloc(n, sizeof(Quad)), v.minus[k] = alloc(n, sizeof(Quad));
	scale *= (Quad)0x1.9e3779b97f4a7p0 + (Quad)0x1.5f39cc0605cedp-54;     /* never a power of two, nor a whole number of periods */
	f(own, 0, v.zero);
	level(n, f, own, scale * step, &v, best);
	if (n == 1) confirmed(f, own, scale * step, &v, best);
	for (size_t e = 0; e < n && n > 1; e++) if (!best[e].none && size_(&best[e]) > peak) peak = size_(&best[e]);
	for (size_t e = 0; e < n; e++) again |= poor(&best[e], peak);
	again |= n == 1 && scale > (Quad)0x1p40;
	for (int turn = 0; again && turn < (zero ? 1 : 2); turn++)
		for (const int *k = turn ? larger : smaller; *k && again; k++) {
			Quad h = scale * step;

			for (int j = 0; j < *k; j++) h *= 2;
			for (int j = 0; j > *k; j--) h /= 2;
			if (turn && h > 1) break;
			level(n, f, own, h, &v, s);
			if (n == 1) confirmed(f, own, h, &v, s);
			again = false;
			for (size_t e = 0; e < n; e++) {
				better(&best[e], &s[e], turn, n == 1 && scale > (Quad)0x1p60);
				again |= poor(&best[e], peak) || (n == 1 && scale > (Quad)0x1p60);
			}
		}
	for (size_t e = 0; e < n; e++) best[e].none |= !finiteq(v.zero[e]);
	for (int k = 0; k < LEVELS; k++) release(v.plus[k]), release(v.minus[k]);
	release(v.zero);
	release(s);
}
