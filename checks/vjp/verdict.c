/* verdict.c -- is the rule right, and how far does it round?  Two questions, never mixed.
 *
 * Right: the rule in binary128 against a difference of the forward in binary128.  An error that
 * neither shrinks from precision to precision nor drowns in what the difference cannot see is a
 * fault.  Far: the rule in its own precision, against what the inputs' own roundings and as many
 * roundings as there are terms excuse.
 */
#include "checks/vjp/compare.h"
#include "checks/vjp/limits.h"
#include <math.h>

Quad offset(Quad v, const Slope *d)
{
	return v != v ? v : v < d->lo ? d->lo - v : v > d->hi ? v - d->hi : 0;
}

static Quad sizeofslope(const Slope *d)
{
	return absq(d->lo) > absq(d->hi) ? absq(d->lo) : absq(d->hi);
}

static double ulpsof(Quad error, Quad d, Precision p)
{
	int e;
	double m = toreal(absq(d)), u;

	if (d == 0) return error == 0 ? 0 : INFINITY;
	frexp(m, &e);
	u = m > 0 ? ldexp(1, e - types[p].digits) : 0;
	if (u < toreal(leastof(p))) u = toreal(leastof(p));
	return toreal(error / (Quad)u);
}

static void lossy(Bench *b, const Element *x, Quad error, Quad bound)
{
	Finding *f = finding(b, x->arg);
	Precision p = native(b->k);
	double over = toreal(error / bound);
	bool lost = error != error || !finiteq(error);

	if (lost) over = INFINITY;
	if (over > f->overbound || !f->elements) f->overbound = over;
	if (!(over > 1) || f->ruling > IMPRECISE ||
		(f->ruling == IMPRECISE && over <= f->weight && !b->c->lone))
		return;
	f->ruling = IMPRECISE, f->weight = over;
	shown(b, x->arg, x->e, x->given[p], &x->d);
	if (b->c->lone && !lost) {
		f->ruling = WRONG;
		snprintf(f->evidence, sizeof f->evidence,
			"right in binary128, and in its own type at the numbers beside this one, "
			"but not at it: rounding does not single out a number");
		snprintf(f->likely, sizeof f->likely,
			"this number of %s is told apart from all others", types[p].says);
		return;
	}
	snprintf(f->evidence, sizeof f->evidence,
		lost ? "%s where binary128 is finite: an intermediate over- or underflows"
		     : "in binary128 the rule is right; in its own precision digits cancel: %s "
		       "times what the inputs' roundings excuse",
		lost ? "not a number or infinite" : text("%.3g", over));
	snprintf(f->likely, sizeof f->likely,
		lost ? "overflow or underflow"
			: x->given[p] == 0
			? "saturation: the difference of two rounded numbers is exactly 0"
			: "cancellation");
}

/* what is not a fault: the truth's own error, and what rounding does to the rule in the widest type
 */
Quad noiseof(const Bench *b, const Element *x)
{
	return UNCERTAIN * x->d.error + ROUGHNESS * x->rough +
		unitof(b->wide) * DROWNED * x->terms;
}

static Quad logsize(Quad v) { return v > 0 ? (Quad)fabs(log(toreal(v))) : 0; }

/* relative errors in its own type of what is not small beside the others */
static void usual(Bench *b, const Element *x, Quad error, Quad size)
{
	double **to = &b->usual[x->arg];
	size_t n = b->nusual[x->arg];

	if (x->hard || x->far || size == 0 || size < x->peak / 2) return;
	*to = grow(*to, &b->usualroom[x->arg], n + 1, sizeof(double));
	(*to)[n] = finiteq(error) ? toreal(error / size) : INFINITY;
	b->nusual[x->arg]++;
}

/* a rule that loses about half its digits where the primal does not, at inputs that are exact, is
 * not excused by their rounding */
static Quad capped(const Bench *b, const Element *x, Quad size)
{
	Precision p = native(b->k);
	Quad cap = narrowtype(p) ? (b->k->plain ? 1 : ARRAYCAP) * NARROWCAP * unitof(p)
				 : 2 * halfdigits(p) * (b->k->plain ? (Quad)SCALARCAP : 1);

	return cap * (size + x->peak + (narrowtype(p) ? 0 : x->plainly));
}

/* what its type cannot tell from 0 is no fault of a rule: e^-3800.  In 16 bits that is 6e-8, which
 * over the smallest numbers would be 1 */
static Quad indistinct(const Bench *b, const Element *x)
{
	Precision p = native(b->k);

	return LEASTS * leastof(p) * (1 + (narrowtype(p) ? x->level : x->top));
}

/* constants with few digits: less than its own type rounds.  The points are exact, so that a jump
 * beside one excuses nothing */
static Quad slight(const Bench *b, const Element *x, Quad size)
{
	Precision p = native(b->k);
	Quad cap = capped(b, x, size);

	return WIDESLACK * unitof(p) * size + PROVEDMOVED * (x->moved < cap ? x->moved : cap) +
		indistinct(b, x);
}

static void near(Bench *b, const Element *x, Quad noise)
{
	Finding *f = finding(b, x->arg);
	Precision p = native(b->k);
	Quad error = offset(x->given[p], &x->d),
	     size = sizeofslope(&x->d), bound, forgiven;
	Quad cap = capped(b, x, size);
	int ulp = narrowtype(p) ? NARROWFAIR : WIDEFAIR;
	double n = 0, ulps;

	if (size > mostof(p) || x->far)
		return;
	for (int k = 0; k < b->k->nargs; k++) if ((double)b->c->nx[k] > n) n = (double)b->c->nx[k];
	forgiven = WIDEMOVED * x->moved;
	if (!x->undecidable && forgiven > cap) forgiven = cap;
	/* on a threshold the primal may round to the other side */
	if (x->edge && forgiven < 2 * x->moved) forgiven = 2 * x->moved;
	/* a number e^k comes of a k that has rounded: so many ulps */
	bound = unitof(p) *
			(x->peak == 0 ? 2 * ulp + logsize(size) : (Quad)(ulp + PERROOT * sqrt(n))) *
			(x->terms + x->peak + x->natural) +
		forgiven +
		(narrowtype(p) ? NARROWDENORMALS : (Quad)DENORMALS) * leastof(p) * (1 + x->top) +
		noise;
	lossy(b, x, error, bound);
	if (noise < unitof(p) * size) usual(b, x, error, size);
	if (finiteq(error) && noise < unitof(p) * size) {
		ulps = ulpsof(error, (x->d.lo + x->d.hi) / 2, p);
		b->ulps[x->arg] = grow(b->ulps[x->arg], &b->ulproom[x->arg], b->nulps[x->arg] + 1,
			sizeof(double));
		b->ulps[x->arg][b->nulps[x->arg]++] = ulps;
		if (ulps > f->worst) f->worst = ulps;
	}
	if (noise <= (Quad)TELLING * (size + x->peak + x->plainly))
		f->elements++, f->sloped += size > 0;
}

static void wrong(Bench *b, const Element *x, Quad error)
{
	Finding *f = finding(b, x->arg);
	Quad beside = x->peak > absq(x->d.lo) ? x->peak : absq(x->d.lo);
	double weight = beside > 0 && finiteq(error) ? toreal(error / beside) : INFINITY;

	if (!x->hard && isfinite(weight)) weight += 1e3;
	if (!finiteq(error)) weight = 1e2;
	/* of an array kernel, the worst of the first pass that shows it: ordinary sizes, an
	 * ordinary cotangent */
	if (f->ruling == WRONG && (weight <= f->weight || (!b->k->plain && f->pass != b->passes)))
		return;
	if (f->ruling != WRONG) f->likely[0] = 0;        /* of a rule that was only imprecise */
	f->ruling = WRONG, f->weight = weight, f->pass = b->passes;
	shown(b, x->arg, x->e, x->given[native(b->k)], &x->d);
	if (!finiteq(error))
		snprintf(f->evidence, sizeof f->evidence,
			"not a number in binary128 too, where %s: the formula fails at this point",
			x->d.hi > x->d.lo ? "any value between the one-sided derivatives would do"
					  : "the derivative exists");
	else {
		char *was = text("%s", "");

		for (int p = native(b->k); p <= (int)b->wide; p = after(p)) {
			f->error[p] =
				toreal(offset(x->given[p], &x->d) / (beside > 0 ? beside : 1));
			was = text("%s%s%s %.2g", was, *was ? " → " : "", types[p].name,
				f->error[p]);
		}
		snprintf(f->evidence, sizeof f->evidence, "the error did not shrink: %s", was);
		if (x->rule == DIFFERS)
			snprintf(f->evidence, sizeof f->evidence,
				"proved: in exact arithmetic the rule gives %s, and the derivative "
				"is %s; errors %s",
				quadtext(x->exact, 9), quadtext(x->d.lo, 9), was);
	}
}

Quad fewdigits(const Bench *b, const Element *x)
{
	return noiseof(b, x) + slack(native(b->k)) * sizeofslope(&x->d);
}

/* question A, then B */
void element(Bench *b, const Element *x)
{
	Finding *f = finding(b, x->arg);
	Precision p = native(b->k);
	Quad noise = noiseof(b, x), error = offset(x->given[b->wide], &x->d);
	Quad size = sizeofslope(&x->d);
	Quad lowest = slack(p) * (size + (x->itself ? 0 : x->moved / unitof(p))) +
		indistinct(b, x);
	Quad before = offset(x->given[b->wide > F64 ? F64 : p], &x->d);

	if (x->d.none) {
		f->lost++;
		return;
	}
	/* a theorem: nothing of this error is rounding */
	if (x->rule == DIFFERS && offset(x->exact, &x->d) > slight(b, x, size)) {
		wrong(b, x, offset(x->exact, &x->d));
		if (f->ruling == WRONG) return;
	}
	/* past 2^90 every number of binary128 is even, and a sine of pi x is 0 on all of them: a
	 * difference is no proof there */
	if (x->beyond && !(error <= noise)) return;
	if (!finiteq(x->given[b->wide])) {
		/* slopes that grow as the step falls are none, though each is a number */
		if (x->d.error > (Quad)FARTOLD * size && size > 0) {
			f->lost++;
			return;
		}
		if (!x->range && x->rule != AGREES) { wrong(b, x, error); return; }
	} else if (x->rule != AGREES && error > noise && error > lowest &&
		!(finiteq(before) && error <= before * (Quad)SHRUNK)) {
		wrong(b, x, error);
		if (f->ruling == WRONG) return;
	} else if (f->ruling != WRONG && error > noise && error > (Quad)0x1p-80 * size &&
		error <= slack(p) * size && finiteq(before) &&
		error > before * (Quad)SHRUNK && !*b->v->note)
		snprintf(b->v->note, sizeof b->v->note,
			"%s: in exact arithmetic the rule is off by %.2g of %s, less than its type "
			"rounds: a constant or a "
			"series with few digits",
			b->k->arg[x->arg].name, toreal(error / size), quadtext(size, 3));
	if (size > 0 && size >= x->peak / 2) {
		double seen = toreal((noise > lowest ? noise : lowest) / size);

		b->seen[x->arg] = grow(b->seen[x->arg], &b->seenroom[x->arg], b->nseen[x->arg] + 1,
			sizeof(double));
		b->seen[x->arg][b->nseen[x->arg]++] = seen;
	}
	for (int q = p; q <= (int)b->wide; q = after(q)) {
		Quad beside = x->peak > size ? x->peak : size;
		double r = beside > 0 ? toreal(offset(x->given[q], &x->d) / beside) : 0;

		/* what the truth itself does not tell is no error of the rule */
		if (!x->hard && !x->far && !x->range && noise < unitof(p) * size &&
			r > f->error[q] &&
			!(f->ruling == WRONG && f->weight > 0))
			f->error[q] = r;
	}
	near(b, x, noise);
}
