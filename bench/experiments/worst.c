/* worst -- the derivative of each primitive of one argument at every number of a type.
 *
 * Ours are the rules as the static engine runs them, in that type; beside them the same rules in
 * binary64, rounded by nobody, which are right to many more bits than the type has.  That is not
 * taken for granted: the worst number of all, and PROVED others in equal steps, are held against
 * the reference, which knows no rule.  Numbers at which there is no derivative are counted apart.
 */
#include "bench/bench.h"
#include "bench/hardest.h"
#include "bench/limits.h"
#include "checks/measure/assess.h"
#include "checks/vjp/narrow.h"
#include <math.h>
#include <string.h>

/* rows of --smallest, of --quick */
enum { FEWEST = 4, FEW = 32 };
/* a rule whose numbers take an hour and more is told, and done with --full */
enum { SAMPLED = 32, LONGEST = 3600 };
enum { BLOCK = 4096, EXPONENTMASK = 0x7ff, BIASED = 1023, DEEP = 400 };

typedef struct {
	const Num *T;
	const Prim *p;
	Fn fn; /* of BLOCK numbers; of one: alone */
	List *list, *one;
	Fn alone;
	void *in, *wide; /* the engine in T, in binary64 */
	void *x, *d, *y, *dy;
	double x64[BLOCK], d64[BLOCK], y64[BLOCK], is[BLOCK], got[BLOCK];
	double perulp[EXPONENTMASK + 1]; /* by the exponent of what is right */
	unsigned long long inputs, undefined, half, within;
	double sum, worst, at, provedworst, provedoff;
	Hardest *hardest;
} Every;

static List *listof(const Prim *p, Shape s)
{
	List *l = newlist();
	V x = Input(l, "x", s);

	Output(record(l, p, 1, &x, NULL, NULL));
	return l;
}

static bool opened(Every *s, const Num *T, const Prim *p, char why[WHY])
{
	memset(s, 0, sizeof *s);
	s->T = T, s->p = p;
	s->list = listof(p, vector(BLOCK)), s->one = listof(p, scalar());
	s->fn = listfn(p->name, s->list), s->alone = listfn(p->name, s->one);
	s->in = static_engine.open(&s->fn, T, why);
	s->wide = s->in ? static_engine.open(&s->fn, &f64, why) : NULL;
	s->x = array(T, BLOCK), s->d = array(T, BLOCK);
	s->y = array(T, BLOCK), s->dy = array(T, BLOCK);
	for (int i = 0; i < BLOCK; i++) s->d64[i] = 1;
	T->set(BLOCK, s->d, s->d64);
	for (int e = 0; e <= EXPONENTMASK; e++)
		s->perulp[e] = ldexp(1, -(int)lastplace(T, e - BIASED + 1));
	s->worst = -1;
	s->hardest = newhardest();
	return s->wide;
}

static void closed(Every *s)
{
	if (s->in) static_engine.close(s->in);
	if (s->wide) static_engine.close(s->wide);
	freearray(s->T, BLOCK, s->x), freearray(s->T, BLOCK, s->d);
	freearray(s->T, BLOCK, s->y), freearray(s->T, BLOCK, s->dy);
	freelist(s->list), freelist(s->one);
	freehardest(s->hardest);
}

/* in ulps of T at what is right; both infinite, or beyond the range as they should be: none */
static double off(const Every *s, double got, double is)
{
	double fits;
	uint64_t bits;

	if (isfinite(got) && isfinite(is)) {
		memcpy(&bits, &is, sizeof bits);
		return fabs(got - is) * s->perulp[bits >> 52 & EXPONENTMASK];
	}
	fits = s->T->round(is);
	return got == fits ? 0 : INFINITY;
}

static void counted(Every *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		double e;

		s->inputs++;
		if (isnan(s->is[i]) || isnan(s->y64[i])) {
			s->undefined++;
			continue;
		}
		e = isnan(s->got[i]) ? INFINITY : off(s, s->got[i], s->is[i]);
		s->half += e <= 0.5, s->within += e <= 1;
		if (e < INFINITY) s->sum += e;
		if (e > s->worst) s->worst = e, s->at = s->x64[i];
		keephardest(s->hardest, s->x64[i], e);
	}
}

/* x64 of n numbers is there */
static void swept(Every *s, size_t n)
{
	for (size_t i = n; i < BLOCK; i++) s->x64[i] = s->x64[0];
	s->T->set(BLOCK, s->x, s->x64);
	static_engine.jvp(s->in, s->x, 1, s->d, s->y, s->dy, NULL);
	static_engine.jvp(s->wide, s->x64, 1, s->d64, s->y64, s->is, NULL);
	s->T->get(BLOCK, s->got, s->dy);
	counted(s, n);
}

static int width(const Num *T) { return digits(T) > 11 ? 32 : 16; }

/* the number of these bits; not finite where they are none */
static double numberof(const Num *T, uint64_t bits)
{
	uint32_t word = (uint32_t)bits;
	float single;

	if (width(T) == 16)
		return toreal(ofbits((uint16_t)bits,
			digits(T) == types[BF16].digits ? BF16 : F16));
	memcpy(&single, &word, sizeof single);
	return single;
}

/* seconds that all numbers would take, from blocks of them in equal steps */
static double wouldtake(Every *s)
{
	uint64_t all = UINT64_C(1) << width(s->T), step = all / (SAMPLED * BLOCK);
	double begun = cputime();

	if (step < 2) return 0;
	for (uint64_t k = 0; k < SAMPLED; k++) {
		for (uint64_t i = 0; i < BLOCK; i++)
			s->x64[i] = numberof(s->T, (k * BLOCK + i) * step);
		s->T->set(BLOCK, s->x, s->x64);
		static_engine.jvp(s->in, s->x, 1, s->d, s->y, s->dy, NULL);
		static_engine.jvp(s->wide, s->x64, 1, s->d64, s->y64, s->is, NULL);
	}
	return (cputime() - begun) * (double)step;
}

static void everynumber(Every *s)
{
	uint64_t all = UINT64_C(1) << width(s->T);
	size_t n = 0;

	for (uint64_t bits = 0; bits < all && !stopped; bits++) {
		double x = numberof(s->T, bits);

		if (!isfinite(x)) continue;
		s->x64[n++] = x;
		if (n == BLOCK) swept(s, n), n = 0;
	}
	if (n) swept(s, n);
}

/* ---- what is right, proved ---------------------------------------------------------------- */

/* ulps of T, between what T's rule gives at x and what is proved; NaN: it is not proved */
static double proved(void *every, const Num *T, double x, double got)
{
	Every *s = every;
	Facts f = facts(&s->alone, &x, digits(&f64));
	double e = NAN;

	if (known(&f.t[0])) {
		mpfr_t apart;
		long e2 = mpfr_zero_p(f.t[0].d) ? LONG_MIN : mpfr_get_exp(f.t[0].d);

		mpfr_init2(apart, DEEP);
		mpfr_set_d(apart, got, MPFR_RNDN);
		mpfr_sub(apart, apart, f.t[0].d, MPFR_RNDN);
		mpfr_mul_2si(apart, apart, -lastplace(T, e2), MPFR_RNDN);
		e = isnan(got) ? INFINITY : fabs(mpfr_get_d(apart, MPFR_RNDN));
		mpfr_clear(apart);
	}
	freefacts(&f);
	return e;
}

/* binary64 at numbers in equal steps, and T at the worst, against the reference */
static void provedat(Every *s)
{
	const Num *T = s->T;
	uint64_t step = (UINT64_C(1) << width(T)) / PROVED;
	double at = s->at;
	size_t n = 0;

	s->provedoff = 0;
	for (uint64_t k = 0; k < PROVED; k++) {
		double x = numberof(T, k * step + step / 2);

		if (isfinite(x)) s->x64[n++] = x;
	}
	s->x64[n++] = at;
	for (size_t i = n; i < BLOCK; i++) s->x64[i] = at;
	T->set(BLOCK, s->x, s->x64);
	static_engine.jvp(s->in, s->x, 1, s->d, s->y, s->dy, NULL);
	static_engine.jvp(s->wide, s->x64, 1, s->d64, s->y64, s->is, NULL);
	T->get(BLOCK, s->got, s->dy);
	s->provedworst = proved(s, T, at, s->got[n - 1]);
	for (size_t i = 0; i < n; i++)
		if (isfinite(s->is[i])) {
			double e = proved(s, &f64, s->x64[i], s->is[i]);

			if (e > s->provedoff) s->provedoff = e;
		}
}

/* in binary64 */
static void right(void *every, size_t n, const double *x, double *d)
{
	Every *s = every;

	for (size_t from = 0; from < n; from += BLOCK) {
		size_t k = n - from < BLOCK ? n - from : BLOCK;

		for (size_t i = 0; i < BLOCK; i++) s->x64[i] = x[from + (i < k ? i : 0)];
		static_engine.jvp(s->wide, s->x64, 1, s->d64, s->y64, s->is, NULL);
		for (size_t i = 0; i < k; i++) d[from + i] = isnan(s->y64[i]) ? NAN : s->is[i];
	}
}

static unsigned long long defined(const Every *s) { return s->inputs - s->undefined; }

/* given away; of a rule that was not swept they are empty */
static char *columnsof(Every *s)
{
	char *others = width(s->T) == 32 && s->inputs
		? toolrates(s->hardest, &s->alone, right, proved, s)
		: notools();
	double n = (double)defined(s);
	char *all = !s->inputs
		? text(",,,,,,,,%s", others)
		: text("%llu,%llu,%.6g,%a,%.6g,%.8g,%.8g,%.6g,%.3g%s", s->inputs, s->undefined,
			  s->worst, s->at, s->sum / n, (double)s->half / n, (double)s->within / n,
			  s->provedworst, s->provedoff, others);

	release(others);
	return all;
}

static void rowof(Bench *b, const Num *T, const Prim *p)
{
	Every *s = alloc(1, sizeof *s);
	Measured m = { .status = "ok", .error = NAN };
	double hours;
	char *columns;

	m.prepare = cputime();
	if (!opened(s, T, p, m.why))
		m.status = "unable";
	else if (!optionsof(b)->full && (hours = wouldtake(s) / 3600) > LONGEST / 3600.0)
		m.status = "too long",
		snprintf(m.why, WHY, "its numbers take %.2g hours: --full", hours);
	else {
		everynumber(s);
		provedat(s);
		if (!(s->provedoff * ldexp(1, digits(T) - digits(&f64)) <= SLACK))
			m.status = "wrong",
			snprintf(m.why, WHY, "binary64 is off by %.3g of its ulps", s->provedoff);
	}
	m.prepare = cputime() - m.prepare;
	if (!strcmp(m.status, "ok"))
		snprintf(m.why, WHY, "worst %.3g ulps at %a, %.4g %% within half an ulp, %.1f s",
			s->worst, s->at, 100 * (double)s->half / (double)defined(s), m.prepare);
	columns = columnsof(s);
	if (!stopped) ends(b, &m, "%s", columns);
	release(columns);
	closed(s);
	release(s);
}

/* steps have a derivative of 0, which no type gets wrong */
static bool asked(const Prim *p)
{
	return iselementwise(p) && p->nargs == 1 && p->d[0] && strcmp(p->d[0], "0");
}

void worsts(Bench *b)
{
	const Options *o = optionsof(b);
	const Num *few[] = { &bf16, &f16, NULL }, *one[] = { o->num, NULL };
	size_t rows = 0;

	if (o->num && digits(o->num) > digits(&f32))
		bad("bench: --number is for worst, and is bf16, f16 or f32: nobody tries every "
		    "number of a longer type");
	for (const Num **T = o->num ? one : few; *T; T++)
		for (const Prim *const *p = prims; *p; p++) {
			if (!asked(*p) || (quick(b) && ++rows > (smallest(b) ? FEWEST : FEW)))
				continue;
			if (begins(b, "%s,%s", (*T)->name, (*p)->name)) rowof(b, *T, *p);
		}
}
