/* diagnose.c -- which mistake it looks like; nothing is claimed that does not fit to the last
 * digits of binary128. */
#include "checks/vjp/judge.h"
#include <math.h>
#include <stdarg.h>
#include <string.h>

static const char none[] = "no gradient at all: every element is 0";

typedef struct {
	Bench *b;
	int arg;
	size_t n;
	Quad *const *g;
	const Quad *given;
	const Slope *known;
	Quad *truth, *error, peak, size;
} Patient;

static void likely(Patient *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void likely(Patient *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(p->b->v->arg[p->arg].likely, sizeof p->b->v->arg[p->arg].likely, fmt, ap);
	va_end(ap);
}

/* to the digits a literal has, and what the truth does not resolve */
static bool fits(Quad a, Quad b, Quad scale) { return absq(a - b) <= (Quad)0x1p-50 * scale; }
static bool agrees(const Patient *p, size_t e, Quad v, Quad k)
{
	return absq(p->given[e] - v) <=
		(Quad)0x1p-50 * absq(v) + 4 * absq(k) * p->known[e].error + (Quad)0x1p-85 * p->size;
}

/* 2, 1/n, or its digits: those of k - 1 where it is near 1 */
static char *figures(Quad k)
{
	return absq(k - 1) < 1e-3 && k != 1
		? text("1 %c %s", k > 1 ? '+' : '-', quadtext(absq(k - 1), 3))
		: quadtext(k, 12);
}

/* ---- constants with a name ---------------------------------------------------------- */

static bool tells(Quad k, double v) { return absq(k - (Quad)v) <= (Quad)0x1p-50 * absq(k); }

char *factor(Quad k, const Case *c)
{
	static const struct { double v; const char *name; } known[] = {
		{ 1, "1" },
		{ 2, "2" },
		{ 0.5, "1/2" },
		{ 3, "3" },
		{ 1. / 3, "1/3" },
		{ 4, "4" },
		{ 0.25, "1/4" },
		{ 10, "10" },
		{ 0.1, "1/10" },
		{ 100, "100" },
		{ 3.14159265358979312, "pi" },
		{ 0.31830988618379069, "1/pi" },
		{ 6.28318530717958623, "2 pi" },
		{ 0.15915494309189535, "1/(2 pi)" },
		{ 1.41421356237309515, "sqrt 2" },
		{ 0.70710678118654757, "1/sqrt 2" },
		{ 1.77245385090551588, "sqrt pi" },
		{ 0.56418958354775628, "1/sqrt pi" },
		{ 1.12837916709551256, "2/sqrt pi" },
		{ 0.88622692545275805, "sqrt(pi)/2" },
		{ 0.69314718055994529, "log 2" },
		{ 1.44269504088896339, "1/log 2" },
		{ 2.30258509299404590, "log 10" },
		{ 0.43429448190325182, "1/log 10" },
		{ 57.2957795130823229, "180/pi" },
		{ 0.01745329251994330, "pi/180" },
	};
	Quad sign = k < 0 ? -1 : 1;

	k *= sign;
	for (int i = 0; c && i < c->kernel->nsizes; i++) {
		double n = (double)c->size[i];
		const char *s = c->kernel->size[i], *minus = sign < 0 ? "-" : "";

		if (n < 3) continue;
		if (tells(k, n))             return text("%s%s, with %s = %g", minus, s, s, n);
		if (tells(k * (Quad)n, 1))   return text("%s1/%s, with %s = %g", minus, s, s, n);
		if (tells(k * (Quad)(n - 1), n))
			return text("%s%s/(%s - 1), with %s = %g", minus, s, s, s, n);
		if (tells(k * (Quad)n, n - 1))
			return text("%s(%s - 1)/%s, with %s = %g", minus, s, s, s, n);
		if (tells(k * k, n))         return text("%ssqrt %s, with %s = %g", minus, s, s, n);
		if (tells(k * k * (Quad)n, 1))
			return text("%s1/sqrt %s, with %s = %g", minus, s, s, n);
	}
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (tells(k, known[i].v)) return text("%s%s", sign < 0 ? "-" : "", known[i].name);
	return NULL;
}

/* n times what, with n = 5 */
static char *timeswhat(const char *name, const char *what)
{
	const char *with = strstr(name, ", with");

	if (!with)
		return text("%s%s%s", strcmp(name, "1") ? name : "", strcmp(name, "1") ? " " : "",
			what);
	return text("%.*s %s%s", (int)(with - name), name, what, with);
}

static bool constant(Patient *p)
{
	Quad k = 0, top = 0, bottom = 0;
	char *name;

	for (size_t e = 0; e < p->n; e++)
		top += p->given[e] * p->truth[e], bottom += p->truth[e] * p->truth[e];
	if (bottom == 0 || p->n == 0) return false;
	k = top / bottom;
	for (size_t e = 0; e < p->n; e++) if (!agrees(p, e, k * p->truth[e], k)) return false;
	if (k == 1) return false;
	name = factor(k, p->b->c);
	if (p->n == 1 && !name) return false;      /* of one element there is always a factor */
	if (k == 0)                              likely(p, "%s", none);
	else if (fits(k, -1, 1))
		likely(p, "the sign: every element is minus the truth");
	else if (name)
		likely(p, "a constant factor: every element is %s",
			timeswhat(name, "times the truth"));
	else
		likely(p, "a constant factor: every element is %s times the truth", figures(k));
	return true;
}

/* ---- where it is wrong ------------------------------------------------------------------ */

static bool wrongat(const Patient *p, size_t e) { return !agrees(p, e, p->truth[e], 1); }

static bool somewhere(Patient *p)
{
	size_t wrong = 0, first = 0, last = 0, zero = 0;

	for (size_t e = 0; e < p->n; e++)
		if (wrongat(p, e)) {
			if (!wrong++) first = e;
			last = e;
			zero += p->given[e] == 0;
		}
	if (!wrong || wrong == p->n)
		return false;
	if (zero == wrong && last == p->n - 1 && last - first + 1 == wrong)
		wrong == 1 ? likely(p, "the last element gets no gradient")
			   : likely(p,
				     "the last %zu elements get no gradient: a block, or a "
				     "remainder, is missing",
				     wrong);
	else if (zero == wrong && first == 0 && last == wrong - 1)
		likely(p, "the first %zu element%s no gradient", wrong,
			wrong == 1 ? " gets" : "s get");
	else if (wrong == 1)
		likely(p, "one element only of %zu; the others are right", p->n);
	else
		return false;
	return true;
}

/* ---- the truth of something else ------------------------------------------------------------ */

static bool equals(const Patient *p, const Quad *other)
{
	for (size_t e = 0; e < p->n; e++) if (!agrees(p, e, other[e], 1)) return false;
	return true;
}

static bool swapped(Patient *p)
{
	Bench *b = p->b;
	Quad *other = alloc(p->n + 1, sizeof *other), terms;

	for (int a = 0; a < b->k->nargs; a++) {
		if (a == p->arg || !b->k->arg[a].wanted || b->c->nx[a] != p->n) continue;
		for (size_t e = 0; e < p->n; e++)
			other[e] = summed(b, p->g, b->xat[a] + e, &terms).lo;
		if (equals(p, other)) {
			likely(p, "swapped: this is the gradient of %s", b->k->arg[a].name);
			return true;
		}
	}
	return false;
}

static bool transposed(Patient *p)
{
	Bench *b = p->b;
	const Shape *s = &b->c->xs[p->arg];
	Quad *other = alloc(p->n + 1, sizeof *other);

	if (s->rank == 2 && p->n > 1) {
		size_t m = s->dim[0], n = s->dim[1];

		for (size_t i = 0; i < m; i++)
			for (size_t j = 0; j < n; j++)
				other[i * n + j] =
					p->truth[m == n ? j * n + i
							: (i * n + j) % m * n + (i * n + j) / m];
		if (equals(p, other)) {
			likely(p, "transposed: element i,j holds the gradient of j,i");
			return true;
		}
	}
	if (b->NY == p->n && p->n > 1) {
		for (size_t e = 0; e < p->n; e++) {
			other[e] = 0;
			for (size_t o = 0; o < p->n; o++) {
				Quad w = 0;

				for (int r = 0; r < b->k->nres; r++)
					if (b->k->res[r].wanted && o >= b->yat[r] &&
						o < b->yat[r] + b->c->ny[r])
						w = p->g[r][o - b->yat[r]];
				other[e] += w * b->J[e * b->NX + b->xat[p->arg] + o].lo;
			}
		}
		if (equals(p, other)) {
			likely(p,
				"transposed: the Jacobian is applied where its transpose belongs");
			return true;
		}
	}
	return false;
}

/* only the last, or the first, row of the cotangent was used */
static bool unsummed(Patient *p)
{
	Bench *b = p->b;
	Quad *other = alloc(p->n + 1, sizeof *other), terms;

	for (int r = 0; r < b->k->nres; r++)
		for (int axis = 0; b->k->res[r].wanted && axis < b->c->ys[r].rank; axis++)
			for (int end = 0; end < 2; end++) {
				const Shape *s = &b->c->ys[r];
				Quad **g = tolerance(b->c, true);
				size_t step = 1;

				if (s->dim[axis] < 2) continue;
				for (int k = axis + 1; k < s->rank; k++) step *= s->dim[k];
				for (size_t o = 0; o < b->c->ny[r]; o++)
					if (o / step % s->dim[axis] == (end ? 0 : s->dim[axis] - 1))
						g[r][o] = p->g[r][o];
				for (size_t e = 0; e < p->n; e++)
					other[e] = summed(b, g, b->xat[p->arg] + e, &terms).lo;
				if (!equals(p, other)) continue;
				likely(p,
					"missing sum over the axis %s of %s: only its %s index is "
					"there",
					b->k->res[r].dim[axis], b->k->res[r].name,
					end ? "first" : "last");
				return true;
			}
	return false;
}

/* ---- a term that is missing ---------------------------------------------------------------- */

/* error = a + k c on one row; both to the last digits */
static bool line(size_t n, const Quad *error, const Quad *c, Quad *a, Quad *k)
{
	Quad me = 0, mc = 0, ce = 0, cc = 0, peak = 0;

	for (size_t e = 0; e < n; e++) me += error[e] / (Quad)n, mc += c[e] / (Quad)n;
	for (size_t e = 0; e < n; e++) {
		ce += (c[e] - mc) * (error[e] - me);
		cc += (c[e] - mc) * (c[e] - mc);
		if (absq(error[e]) > peak) peak = absq(error[e]);
	}
	*k = cc > 0 ? ce / cc : 0;
	*a = me - *k * mc;
	for (size_t e = 0; e < n; e++)
		if (!fits(error[e], *a + *k * c[e], peak + absq(*a))) return false;
	return peak > 0;
}

static bool rows(Patient *p, const Quad *c, const char *name, const char *rowname)
{
	const Shape *s = &p->b->c->xs[p->arg];
	size_t n = s->rank ? s->dim[s->rank - 1] : 1, m = n ? p->n / n : 0;
	bool level = true, through = true, alike = true;
	Quad a = 0, k = 0, k0 = 0;

	if (n < 3 || m * (n - 2) < 2) return false;        /* two numbers a row are free */
	for (size_t r = 0; r < m; r++) {
		if (!line(n, p->error + r * n, c + r * n, &a, &k)) return false;
		level &= absq(k) <= (Quad)0x1p-40 * absq(a);
		through &= absq(a) <= (Quad)0x1p-40 * p->size;
		if (!r) k0 = k;
		alike &= fits(k, k0, absq(k0));
	}
	if (level)                likely(p, "missing term: %s the error is one constant", rowname);
	else if (through && alike)
		likely(p, "missing term: error = %s",
			timeswhat(factor(k0, p->b->c) ? factor(k0, p->b->c) : quadtext(k0, 8),
				name));
	else if (through)         likely(p, "missing term: %s error = k %s", rowname, name);
	else
		likely(p, "missing term: %s error = k (%s - a), a term along %s", rowname, name,
			name);
	return true;
}

/* along a cotangent times an argument, which may lie along the rows only */
static bool products(Patient *p, int r, const char *rowname)
{
	Bench *b = p->b;
	const Shape *s = &b->c->xs[p->arg];
	size_t n = s->rank ? s->dim[s->rank - 1] : 1;
	Quad *c = alloc(p->n + 1, sizeof *c);
	bool found = false;

	for (int a = 0; a < b->k->nargs && !found; a++) {
		size_t m = b->c->nx[a];

		if (b->k->arg[a].base == WHOLE ||
			(m != p->n && !(m == n && b->k->arg[a].rank == 1)))
			continue;
		for (size_t e = 0; e < p->n; e++) c[e] = p->g[r][e] * b->c->x[a][e % m];
		found = rows(p, c, text("d%s %s", b->k->res[r].name, b->k->arg[a].name), rowname);
	}
	release(c);
	return found;
}

static bool missing(Patient *p)
{
	Bench *b = p->b;
	const Shape *s = &b->c->xs[p->arg];
	const char *rowname = s->rank > 1 ? "in every row" : "everywhere";

	for (int a = 0; a < b->k->nargs; a++)
		if (b->c->nx[a] == p->n && b->k->arg[a].base != WHOLE &&
			rows(p, b->c->x[a], b->k->arg[a].name, rowname))
			return true;
	for (int r = 0; r < b->k->nres; r++)
		if (b->c->ny[r] == p->n) {
			if (rows(p, b->y[b->wide][r], b->k->res[r].name, rowname)) return true;
			if (b->k->res[r].wanted &&
				rows(p, p->g[r], text("d%s", b->k->res[r].name), rowname))
				return true;
			if (b->k->res[r].wanted && products(p, r, rowname)) return true;
		}
	return false;
}

/* given = truth times an array, or divided by it */
static bool scaled(Patient *p, const Quad *c, const char *name)
{
	bool times = true, over = true;

	for (size_t e = 0; e < p->n; e++) {
		times &= fits(p->given[e], p->truth[e] * c[e], p->size);
		over &= fits(p->given[e] * c[e], p->truth[e], p->size);
	}
	if (!times && !over) return false;
	likely(p,
		times ? "a factor too many: every element is the truth times %s"
		      : "a factor %s is missing",
		name);
	return true;
}

static bool factored(Patient *p)
{
	Bench *b = p->b;

	for (int a = 0; a < b->k->nargs; a++)
		if (b->c->nx[a] == p->n && scaled(p, b->c->x[a], b->k->arg[a].name)) return true;
	for (int r = 0; r < b->k->nres; r++)
		if (b->c->ny[r] == p->n &&
			(scaled(p, b->y[b->wide][r], b->k->res[r].name) ||
				(b->k->res[r].wanted &&
					scaled(p, p->g[r], text("d%s", b->k->res[r].name)))))
			return true;
	return false;
}

static bool narrow(const Patient *p)
{
	Quad least = 1, most = 0;

	if (native(p->b->k) != F64) return false;
	for (size_t e = 0; e < p->n; e++)
		if (absq(p->truth[e]) > p->size / 16 && p->error[e] != 0) {
			Quad r = absq(p->error[e] / p->truth[e]);

			if (r < least) least = r;
			if (r > most) most = r;
		}
	return most < (Quad)0x1p-20 && most > (Quad)0x1p-30;
}

static void consider(Patient *p)
{
	if (constant(p) || somewhere(p) || swapped(p) || transposed(p) || unsummed(p) ||
		factored(p) || missing(p))
		return;
	if (narrow(p)) likely(p, "float32 inside: the error is that of one rounding to 24 bits");
}

/* three elements say nothing of a block of eight: more of them may */
static bool revised(Bench *b, int arg, Quad *const *g, const Quad *given)
{
	bool some = false;

	if (strcmp(b->v->arg[arg].likely, none)) return false;
	for (int r = 0; r < b->k->nres; r++)
		for (size_t o = 0; b->k->res[r].wanted && o < b->c->ny[r]; o++)
			if (g[r][o] == 0) return false;
	for (size_t e = 0; e < b->c->nx[arg]; e++) some |= given[e] != 0;
	if (some) b->v->arg[arg].likely[0] = 0;
	return some;
}

void diagnose(Bench *b, int arg, Quad *const *g, const Quad *given, const Slope *truth)
{
	Patient p = { .b = b,
		.arg = arg,
		.n = b->c->nx[arg],
		.g = g,
		.given = given,
		.known = truth };

	if (*b->v->arg[arg].likely && !revised(b, arg, g, given))
		return;
	p.truth = alloc(p.n + 1, sizeof(Quad));
	p.error = alloc(p.n + 1, sizeof(Quad));
	for (size_t e = 0; e < p.n; e++) {
		if (truth[e].none || truth[e].hi - truth[e].lo > 8 * truth[e].error ||
			!finiteq(given[e]))
			return;
		p.truth[e] = (truth[e].lo + truth[e].hi) / 2;
		p.error[e] = given[e] - p.truth[e];
		if (absq(p.truth[e]) > p.peak) p.peak = absq(p.truth[e]);
		if (absq(given[e]) > p.size) p.size = absq(given[e]);
	}
	if (p.peak > p.size) p.size = p.peak;
	consider(&p);
	release(p.truth);
	release(p.error);
}

/* ---- scalar kernels: over all points ------------------------------------------------------- */

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
	return n > 3 && !(which == 0 && !adds && fits(*k, 1, 1)) && *k != 0;
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
			if (!adds && w == 0 && fits(k, -1, 1))
				likely(&p, "the sign: minus the truth at every point");
			else if (!adds && w == 0)
				likely(&p, "a constant factor: %s times the truth at every point",
					f ? f : figures(k));
			else if (!adds)
				likely(&p, "a factor: the truth times %s %s at every point",
					fits(k, 1, 1) ? ""
						: f   ? f
						      : quadtext(k, 10),
					what);
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
