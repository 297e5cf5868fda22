/* truth.c -- central differences h, h/2, h/4, h/8 in binary128, extrapolated twice; where the two
 * disagree, other steps.
 *
 * h = 2^-13 of the scale: truncation h^6 meets round-off 2^-113/h.  The one-sided quotients of the
 * same values tell a kink (their gap stays) from a smooth point (it shrinks with h).
 *
 * Round-off is measured, not guessed from the result: the forward is run again rounding upward and
 * downward, so that 1 + 1e-40, which is 1 to the nearest, shows how little of what was added is
 * left.
 */
#include "checks/vjp/limits.h"
#include "checks/vjp/truth.h"
#include <math.h>

enum { LEVELS = 4 };

static Quad grain, step;            /* of the type: differencesin */

void differencesin(Precision p)
{
	grain = unitof(p);
	step = p == F128 ? (Quad)FIRSTSTEP : p == F64 ? (Quad)0x1p-7 : (Quad)0x1p-3;
}

/* top: the largest value; least: how rough it was found where the points lay apart, and seen: how
 * large it was there */
typedef struct {
	Quad *plus[LEVELS], *minus[LEVELS], *zero, *rough, *least, *seen, *other, top;
} Values;
/* jump: seen to be none, not merely unresolved */
typedef struct { Slope s; bool jump, straight; } Trial;

static Quad larger(Quad a, Quad b) { return a > b ? a : b; }

/* errors in h^order, h^2 order, ...: to h = 0 */
static Quad neville(const Quad *t, int n, int order)
{
	Quad w[LEVELS];
	Quad r = (Quad)(1 << order), power = r;

	for (int k = 0; k < n; k++) w[k] = t[k];
	for (int m = 1; m < n; m++, power *= r)
		for (int k = 0; k + m < n; k++) w[k] = (power * w[k + 1] - w[k]) / (power - 1);
	return w[0];
}

/* F and B: the one-sided quotients, which do not approach each other */
static void corner(Trial *t, const Quad *F, const Quad *B, Quad noise)
{
	Slope *s = &t->s;
	Quad gap0 = absq(F[0] - B[0]), gap3 = absq(F[3] - B[3]);

	t->straight = false;
	if (gap3 > 2 * gap0) { s->none = t->jump = true; return; }       /* a jump, or vertical */
	s->lo = neville(F, LEVELS, 1), s->hi = neville(B, LEVELS, 1);
	s->error = 2 * absq(neville(F + 1, 3, 1) - s->lo) + 2 * absq(neville(B + 1, 3, 1) - s->hi) +
		noise;
	if (s->lo > s->hi) { Quad swap = s->lo; s->lo = s->hi; s->hi = swap; }
	/* neither a corner nor smooth: between is all that is known */
	s->none = s->error > (Quad)CORNERTOLD * (s->hi - s->lo) || gap3 * 2 < gap0;
}

static Trial one(const Curve *c, const Values *v, size_t e, Quad h)
{
	Quad D[LEVELS], F[LEVELS], B[LEVELS], first, second, apart, noise, gap0, gap3,
		f0 = v->zero[e],
		top = larger(larger(absq(f0), v->seen[e]), c->n > 1 ? v->top : 0);
	Trial t = { .straight = true };
	bool still = true;

	/* most of a Jacobian is 0: said without sixty operations of binary128 */
	for (int k = 0; k < LEVELS && still; k++)
		still = v->plus[k][e] == f0 && v->minus[k][e] == f0;
	if (still && finiteq(f0)) {
		t.s = (Slope){ .error = (grain * absq(f0) + 4 * v->rough[e]) / h,
			.none = v->rough[e] > (Quad)RESOLVES * top || c->beyond };
		return t;
	}
	for (int k = 0; k < LEVELS; k++) {
		Quad d = h / (1 << k), p = v->plus[k][e], m = v->minus[k][e];

		if (!finiteq(p) || !finiteq(m)) { t.s.none = true; return t; }
		D[k] = (p - m) / (2 * d);
		F[k] = (p - f0) / d;
		B[k] = (f0 - m) / d;
		top = larger(top, larger(absq(p), absq(m)));
		t.straight &= D[k] == D[0] && F[k] == B[k];
	}
	first = neville(D, 3, 2);
	second = neville(D + 1, 3, 2);
	noise = (grain * 8 * (absq(f0) + absq(v->plus[3][e])) + 4 * v->rough[e]) / (h / 8);
	if (D[0] == 0 && t.straight) noise = (grain * absq(f0) + 4 * v->rough[e]) / h;
	apart = 2 * absq(first - second);
	t.s.lo = t.s.hi = second;
	t.s.error = apart + noise;
	/* quotients apart by more than roundings explain, and as large as the slope: nothing was
	 * resolved */
	/* roundings as large as the values: the sine of 1e300 */
	t.s.none = v->rough[e] > (Quad)RESOLVES * top;
	t.s.none |= apart > noise &&
		apart > (grain < (Quad)0x1p-60 ? (Quad)RESOLVES : (Quad)0x1p-6) *
				(absq(second) + absq(f0) / (h / step));
	gap0 = absq(F[0] - B[0]), gap3 = absq(F[3] - B[3]);
	if (gap3 > KINKNOISE * noise && gap3 * 4 > gap0 && gap3 > (Quad)0x1p-60 * absq(second))
		corner(&t, F, B, noise);
	t.s.none |= t.straight && c->beyond;
	return t;
}

/* the most of eight: two roundings that cancel hide one another in half of all samples.  Steps so
 * small that 1 + x stays what it was give one sample, not eight: what larger ones showed counts
 * there too, and a slope of 0 by cancellation is none */
static void measure(const Curve *c, Quad h, Values *v)
{
	for (size_t e = 0; e < c->n; e++)
		v->rough[e] = larger(c->noise ? c->noise[e] : 0, v->least[e]);
	for (int k = 0; !c->noise && k < 2 * LEVELS; k++) {
		c->turned(c->own, (k & 1 ? -h : h) / (1 << k / 2), v->other);
		for (size_t e = 0; e < c->n; e++) {
			Quad d = absq(v->other[e] - (k & 1 ? v->minus : v->plus)[k / 2][e]);

			if (finiteq(d)) v->rough[e] = larger(v->rough[e], d);
		}
	}
}

/* to h, h/2, h/4, h/8 added exactly */
static Quad exact(const Curve *c, Quad h)
{
	Quad large = 24 * (absq(c->at) + h);

	return h + large - large;
}

static void level(const Curve *c, Quad h, Values *v, Trial *t, bool again)
{
	if (c->room > 0 && h > c->room / 2) h = c->room / 2;
	h = exact(c, h);
	for (size_t e = 0; e < c->n && h == 0; e++) t[e] = (Trial){ .s.none = true };
	if (h == 0) return;
	for (int k = 0; k < LEVELS; k++) {
		c->f(c->own, h / (1 << k), v->plus[k]);
		c->f(c->own, -h / (1 << k), v->minus[k]);
	}
	if (!again) measure(c, h, v);          /* a step of about that size has been */
	/* of steps that become smaller; larger ones meet what is not here */
	for (size_t e = 0; e < c->n && h <= c->scale * step; e++) {
		v->least[e] = larger(v->least[e], v->rough[e]);
		for (int k = 0; k < LEVELS; k++)
			if (finiteq(v->plus[k][e] - v->minus[k][e]))
				v->seen[e] = larger(v->seen[e],
					larger(absq(v->plus[k][e]), absq(v->minus[k][e])));
	}
	for (size_t e = 0; e < c->n; e++) t[e] = one(c, v, e, h);
}

/* the same again with another step: what oscillates far below the step agrees with itself by
 * accident, not twice */
static void confirmed(const Curve *c, Quad h, Values *v, Trial *t)
{
	Trial u;
	Quad room, lo, hi;

	if (t->s.none || c->n != 1)
		return;
	level(c, h * (Quad)0x1.7p-4, v, &u, true);
	room = 4 * (t->s.error + u.s.error);
	lo = absq(t->s.lo - u.s.lo), hi = absq(t->s.hi - u.s.hi);
	t->jump |= u.jump;
	t->s.none = u.s.none || lo > room || hi > room;
	t->s.error = larger(t->s.error, larger(lo, hi));
}

static Quad magnitude(const Slope *s) { return larger(absq(s->lo), absq(s->hi)); }

/* beside the largest, a small slope need not be known as well */
static bool poor(const Curve *c, const Trial *t, Quad peak)
{
	return grain < (Quad)0x1p-60 &&
		(t->s.none ||
			t->s.error > (c->enough > 0 ? c->enough : (Quad)0x1p-70) *
					(magnitude(&t->s) + peak / 16));
}

/* a nearer step that contradicts is truer: floor, far out, is flat though it climbs */
static void nearer(Trial *best, const Trial *t)
{
	Quad room = 4 * (t->s.error + best->s.error);

	if (t->s.none && !t->jump) return;
	if (best->jump && !t->jump && t->s.error > (Quad)0x1p-20 * magnitude(&t->s)) return;
	if (t->jump || best->s.none || t->s.error < best->s.error || t->s.lo - best->s.hi > room ||
		best->s.lo - t->s.hi > room)
		*best = *t;
}

/* a larger one only helps where it agrees and is less noisy; and where it is resolved itself, for
 * beyond x the slopes of 1 + cbrt(x) fall with the step and agree with anything that drowned */
static void farther(Trial *best, const Trial *t)
{
	Quad room = 4 * (t->s.error + best->s.error), size = magnitude(&t->s);

	if (size > 0 && t->s.error > (Quad)FARTOLD * size) return;

	if (t->s.none || best->s.none || t->s.error >= best->s.error ||
		t->s.lo - best->s.hi > room || best->s.lo - t->s.hi > room)
		return;
	if (best->s.lo == best->s.hi && t->s.lo != t->s.hi) return;
	*best = *t;
}

static void search(const Curve *c, Values *v, Trial *best, Trial *t)
{
	/* smaller steps first, for what oscillates or turns faster than its argument; then larger,
	 * where the change drowns in the value */
	static const int steps[2][7] = { { -8, -18, -30, -44, -64, -84, 0 },
		{ 8, 16, 26, 40, 60, 90, 0 } };
	bool far = c->n == 1 && c->scale > (Quad)0x1p60,
	     again = c->n == 1 && c->scale > (Quad)0x1p40;
	Quad peak = 0;

	for (size_t e = 0; e < c->n && c->n > 1; e++)
		if (!best[e].s.none) peak = larger(peak, magnitude(&best[e].s));
	/* nothing moves: as exact as the values allow is exact */
	if (c->n > 1 && peak == 0) peak = v->top / c->scale;
	for (size_t e = 0; e < c->n; e++) again |= poor(c, &best[e], peak);
	for (int turn = 0; again && turn < (c->zero ? 1 : 2); turn++)
		for (const int *k = steps[turn]; *k && again; k++) {
			Quad h = c->scale * step;

			for (int j = 0; j < *k; j++) h *= 2;
			for (int j = 0; j > *k; j--) h /= 2;
			if (turn && (h > 1 || (c->room > 0 && h > c->room))) break;
			level(c, h, v, t, false);
			confirmed(c, h, v, t);
			again = far;
			for (size_t e = 0; e < c->n; e++) {
				turn ? farther(&best[e], &t[e]) : nearer(&best[e], &t[e]);
				again |= poor(c, &best[e], peak);
			}
		}
}

/* nothing moves within a step that 1 + x swallows, and on the next scale it moves alike on both
 * sides: terms have cancelled, and 0 is no evidence */
static void swallowed(const Curve *c, Values *v, Trial *best)
{
	Quad h = (Quad)ldexpl(1, -SWALLOWS);
	bool some = false;

	if (c->scale * step >= h * (Quad)0x1p-20 || (c->room > 0 && c->room < 2 * h)) return;
	for (size_t e = 0; e < c->n; e++)
		some |= !best[e].s.none && best[e].s.lo == 0 && best[e].s.hi == 0;
	if (!some) return;
	h = exact(c, h);
	c->f(c->own, h, v->plus[0]);
	c->f(c->own, -h, v->minus[0]);
	for (size_t e = 0; e < c->n; e++) {
		Quad F = v->plus[0][e] - v->zero[e], B = v->zero[e] - v->minus[0][e];

		if (best[e].s.lo == 0 && best[e].s.hi == 0 && F != 0 && B != 0 &&
			absq(F - B) <= (Quad)SWALLOWALIKE * (absq(F) + absq(B)))
			best[e].s.none = true;
	}
}

void slopes(const Curve *given, Slope *s)
{
	Curve c = *given;
	Values v = { .zero = alloc(c.n, sizeof(Quad)),
		.rough = alloc(c.n, sizeof(Quad)),
		.least = alloc(c.n, sizeof(Quad)),
		.seen = alloc(c.n, sizeof(Quad)),
		.other = alloc(c.n, sizeof(Quad)) };
	Trial *best = alloc(c.n, sizeof *best), *t = alloc(c.n, sizeof *t);

	for (int k = 0; k < LEVELS; k++)
		v.plus[k] = alloc(c.n, sizeof(Quad)), v.minus[k] = alloc(c.n, sizeof(Quad));
	/* never a power of two, nor a whole number of periods */
	c.scale *= (Quad)0x1.9e3779b97f4a7p0 + (Quad)0x1.5f39cc0605cedp-54;
	c.f(c.own, 0, v.zero);
	for (size_t e = 0; e < c.n; e++) v.top = larger(v.top, absq(v.zero[e]));
	level(&c, c.scale * step, &v, best, false);
	confirmed(&c, c.scale * step, &v, best);
	search(&c, &v, best, t);
	swallowed(&c, &v, best);
	for (size_t e = 0; e < c.n; e++) s[e] = best[e].s, s[e].none |= !finiteq(v.zero[e]);
	for (int k = 0; k < LEVELS; k++) release(v.plus[k]), release(v.minus[k]);
	release(v.zero), release(v.rough), release(v.least), release(v.seen);
	release(v.other);
	release(best), release(t);
}
