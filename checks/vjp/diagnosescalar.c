/* diagnosescalar.c -- which mistake of a scalar kernel it looks like, over all points. */
#include "checks/vjp/diagnose.h"
#include <string.h>

typedef struct { const Quad *given, *truth, *x, *g, *y, *doubt; size_t n; } Points;

static Quad candidate(const Points *s, size_t k, int which)
{
	Quad x = s->x[k], y = s->y[k];

	switch (which) {
	case 0:  return 1;
	case 1:  return x;
	case 2:  return y;
	case 3:  return x * x;
	case 4:  return y * y;
	case 5:  return x * y;
	case 6:  return x != 0 ? 1 / x : 0;
	default: return y != 0 ? 1 / y : 0;
	}
}

static bool wrongly(const Points *s, size_t i)
{
	return absq(s->given[i] - s->truth[i]) >
		(Quad)0x1p-44 * absq(s->truth[i]) + 4 * s->doubt[i];
}

/* one k with given = k candidate truth, or error = k candidate g, at every point: those refused and
 * those not */
static bool held(const Points *s, int which, bool adds, Quad *k)
{
	size_t n = 0;
	Quad most = 0;

	for (size_t i = 0; i < s->n; i++) {
		Quad c = candidate(s, i, which) * (adds ? s->g[i] : s->truth[i]),
		     v = adds ? s->given[i] - s->truth[i] : s->given[i];
		Quad seen = s->truth[i] != 0 ? absq((s->given[i] - s->truth[i]) / s->truth[i]) : 0;

		if (c == 0 || !finiteq(c) || seen <= most ||
			s->doubt[i] > (Quad)0x1p-60 * absq(s->given[i] - s->truth[i]))
			continue;
		most = seen, *k = v / c;
	}
	for (size_t i = 0; i < s->n && most > 0; i++) {
		Quad c = candidate(s, i, which) * (adds ? s->g[i] : s->truth[i]),
		     v = adds ? s->given[i] - s->truth[i] : s->given[i];

		if (!finiteq(c)) continue;
		if (absq(v - *k * c) > (Quad)0x1p-46 * absq(v) +
				(Quad)0x1p-60 * (absq(s->given[i]) + absq(s->truth[i])) +
				(adds ? 4 : 4 * (1 + absq(*k))) * s->doubt[i])
			return false;
		n += wrongly(s, i);
	}
	return n > 3 && !(which == 0 && !adds && matches(*k, 1, 1)) && *k != 0;
}

/* wrong on an interval of the argument, right outside, with none right within */
static void interval(Patient *p, const Points *s)
{
	size_t wrong = 0, right = 0, within = 0;
	Quad lo = 0, hi = 0;
	const char *name = p->b->k->arg[p->arg].name;

	for (size_t i = 0; i < s->n; i++) {
		if (!wrongly(s, i)) continue;
		if (!wrong || s->x[i] < lo) lo = s->x[i];
		if (!wrong || s->x[i] > hi) hi = s->x[i];
		wrong++;
	}
	for (size_t i = 0; i < s->n; i++) {
		if (wrongly(s, i) || s->truth[i] == 0) continue;
		right++;
		within += s->x[i] >= lo && s->x[i] <= hi;
	}
	if (wrong < 3 || right < 3 || within) return;
	if (lo == hi)
		likely(p, "wrong only at %s = %s: a branch, or a limit, is missing", name,
			quadtext(lo, 6));
	else
		likely(p, "a branch: wrong for %s from %s to %s, right outside", name,
			quadtext(lo, 4), quadtext(hi, 4));
}

/* every point is off by one rounding to 24 bits at most, and no less than a few bits of double */
static bool floated(const Points *s)
{
	size_t wrong = 0, some = 0;

	for (size_t i = 0; i < s->n; i++) {
		Quad e = absq(s->given[i] - s->truth[i]), t = absq(s->truth[i]);

		if (t < (Quad)0x1p-100 || t > (Quad)0x1p100) continue;
		if (e > (Quad)0x1p-21 * t + s->doubt[i]) return false;
		some++;
		wrong += e > (Quad)0x1p-36 * t;
	}
	return some > 8 && wrong * 2 > some;
}

void diagnosescalar(Bench *b, int arg)
{
	static const char *const names[] = { "1", "%s", "the result", "%s^2", "the result squared",
		"%s times the result", "1/%s", "1/result" };
	Points s = { b->given[arg], b->truth[arg], b->at[arg], b->atg[arg], b->aty[arg],
		b->doubt[arg], b->nsamples[arg] };
	Patient p = { .b = b, .arg = arg };
	Quad k = 0;

	if (*b->v->arg[arg].likely)
		return;
	for (int adds = 0; adds < 2; adds++)
		for (int w = 0; w < 8; w++) {
			char *what = strstr(names[w], "%s")
				? text("%.*s%s%s", (int)(strstr(names[w], "%s") - names[w]),
					  names[w], b->k->arg[arg].name, strstr(names[w], "%s") + 2)
				: text("%s", names[w]);
			char *f;

			if (!held(&s, w, adds, &k)) continue;
			f = factor(k, NULL);
			if (!adds && w == 0 && matches(k, -1, 1))
				likely(&p, "the sign: minus the truth at every point");
			else if (!adds && w == 0)
				likely(&p, "a constant factor: %s times the truth at every point",
					f ? f : figures(k));
			else if (!adds)
				likely(&p, "a factor: the truth times %s at every point",
					matches(k, 1, 1)
						? what
						: text("%s %s", f ? f : quadtext(k, 10), what));
			else
				likely(&p, "missing term: error = %s",
					timeswhat(f ? f : quadtext(k, 8),
						w ? text("g %s", what) : "g"));
			return;
		}
	if (native(b->k) == F64 && floated(&s))
		likely(&p, "float32 inside: every point is off by one rounding to 24 bits");
	else interval(&p, &s);
}
