/* diagnose.c -- which mistake it looks like; nothing is claimed that does not fit to the last
 * digits of binary128. */
#include "checks/vjp/diagnose.h"
#include <stdarg.h>
#include <string.h>

static const char none[] = "no gradient at all: every element is 0";

void likely(Patient *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(p->b->v->arg[p->arg].likely, sizeof p->b->v->arg[p->arg].likely, fmt, ap);
	va_end(ap);
}

static bool agrees(const Patient *p, size_t e, Quad v, Quad k)
{
	return absq(p->given[e] - v) <=
		(Quad)0x1p-50 * absq(v) + 4 * absq(k) * p->known[e].error + (Quad)0x1p-85 * p->size;
}

static bool constant(Patient *p)
{
	Quad k = 0, top = 0, bottom = 0;
	char *name;

	for (size_t e = 0; e < p->n; e++)
		top += p->given[e] * p->truth[e], bottom += p->truth[e] * p->truth[e];
	if (bottom == 0) return false;
	k = top / bottom;
	for (size_t e = 0; e < p->n; e++) if (!agrees(p, e, k * p->truth[e], k)) return false;
	if (k == 1) return false;
	name = factor(k, p->b->c);
	if (p->n == 1 && !name) return false;      /* of one element there is always a factor */
	if (k == 0)                              likely(p, "%s", none);
	else if (matches(k, -1, 1))
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
		likely(p,
			wrong == 1 ? "the first element gets no gradient"
				   : "the first %zu elements get no gradient",
			wrong);
	else if (wrong == 1 && !p->b->pointwise)     /* of such, values decide and not places */
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
		if (!matches(error[e], *a + *k * c[e], peak + absq(*a))) return false;
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
		alike &= matches(k, k0, absq(k0));
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
	bool times = true, over = true, some = false;

	for (size_t e = 0; e < p->n; e++) {
		some |= !matches(p->truth[e], 0, p->size); /* 0 is any multiple of what is small */
		times &= matches(p->given[e], p->truth[e] * c[e], p->size);
		over &= matches(p->given[e] * c[e], p->truth[e], p->size);
	}
	if (!some || (!times && !over)) return false;
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
