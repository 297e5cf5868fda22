/* reference.c -- the derivative no rule can spoil: proved (prove.c), rounded to MPFR numbers.
 *
 * Primitives that have a lowering are expanded and arrays taken apart: no hand-written kernel is
 * trusted.  A function that branches on numbers is recorded at the point; the comparisons it asked
 * for, its guards, are outputs of that list, and their truth near the point is proved too.  Where a
 * guard is on a border the function is recorded beside the point on each side, and each list must
 * prove its own guards there.
 */
#include "engines/reference/reference.h"
#include "engines/reference/certified.h"
#include "engines/reference/code.h"
#include "engines/reference/prove.h"
#include "engines/reference/truth.h"
#include <math.h>
#include <string.h>

enum { DIGITS40 = 140 };                   /* bits for 40 printed digits */
/* of MPFR where a function is recorded at a point; the second where the first leaves a branch open
 */
enum { FEWER = 256, PREC = 1280 };
/* of a while that is written out: a million instructions or so take two seconds */
enum { MOSTSTEPS = 120000 };
/* a side is recorded at a distance of 2^-these */
static const short STEPS[] = { 40, 200, 900 };

const char *const classname[] = {
	"smooth", "zero", "kink", "join", "vertical", "jump", "one-sided", "undefined", "undecided"
};
const char *const groundname[] = { NULL, "entry", "structure", "direction" };

/* a list, and the branches C took in it; no list: it is too long */
typedef struct {
	List *scalars;
	Prover *prover;
	size_t ny, nguards;
	bool *taken;
} Recorded;

struct Reference {
	Fn fn;
	int want;
	size_t nx, ny;
	Recorded fixed;                    /* no scalars: recorded at each point, */
	Recorded point;                    /* the last of which was at */
	double *at;
};

/* ---- opening ------------------------------------------------------------------- */

/* the exponents MPFR starts with turned sinh(1.6e11) into infinity, and so into a silent zero */
static void range(void)
{
	mpfr_set_emin(-RANGE);
	mpfr_set_emax(+RANGE);
}

static Recorded readied(const List *l)
{
	List *e = expand(l, direct, &mpfr);
	Recorded r = { .scalars = dead(scalarise(e)) };

	freelist(e);
	r.prover = newprover(r.scalars);
	r.ny = r.scalars->nout;
	return r;
}

static void freerecorded(Recorded *r)
{
	freeprover(r->prover);
	freelist(r->scalars);
	release(r->taken);
	*r = (Recorded){ 0 };
}

Reference *newreference(const Fn *f, int want, char why[WHY])
{
	Reference *r = alloc(1, sizeof *r);
	List *l = fixedtrace(f, why);

	range();
	*r = (Reference){ .fn = *f, .want = want > DIGITS40 ? want : DIGITS40, .nx = inputsof(f) };
	if (l) {
		r->fixed = readied(l);
		r->ny = r->fixed.ny;
		freelist(l);
	}
	return r;
}

void freereference(Reference *r)
{
	if (!r)
		return;
	freerecorded(&r->fixed);
	freerecorded(&r->point);
	release(r->at);
	release(r);
}

size_t refnx(const Reference *r) { return r->nx; }
size_t refny(const Reference *r) { return r->ny; }

/* ---- functions that branch -------------------------------------------------------- */

static mpfr_t *pointbeside(const Reference *r, const double *x, const double *v, int sign, long e)
{
	mpfr_t *at = array(&mpfr, r->nx);

	for (size_t i = 0; i < r->nx; i++) {
		mpfr_set_d(at[i], sign * v[i], MPFR_RNDN);
		mpfr_mul_2si(at[i], at[i], e, MPFR_RNDN);
		mpfr_add_d(at[i], at[i], x[i], MPFR_RNDN);
	}
	return at;
}

/* its instructions one by one; NULL: a loop in it is too long for that */
static List *eagerly(const Reference *r, mpfr_t *at)
{
	long was = moststeps;
	char why[WHY];
	List *l;

	if (moststeps > MOSTSTEPS) moststeps = MOSTSTEPS;
	inlinecheckpoints = true;
	l = trace(&r->fn, &mpfr, at, why);
	inlinecheckpoints = false;
	if (!l && was <= MOSTSTEPS)
		bad("%s: %s", r->fn.name, why);
	moststeps = was;
	if (!l) {
		List *whole = trace(&r->fn, NULL, NULL, why);

		if (!whole) bad("%s: %s", r->fn.name, why);
		freelist(whole);
	}
	return l;
}

/* the function as it goes at x + 2^e v */
static Recorded recorded(Reference *r, const double *x, const double *v, int sign, long e,
	long bits)
{
	long was = mpfr_get_default_prec();
	mpfr_t *at;
	const Id *line;
	List *l, *plain;
	Recorded y = { 0 };
	size_t n, entries;

	precision(bits);
	at = pointbeside(r, x, v, sign, e);
	if (!(l = eagerly(r, at)))
		goto out;
	entries = ny(l);
	n = guards(l, &line);
	for (size_t k = 0; k < n; k++) Output(instruction(l, line[k]));
	plain = copylist(l);
	y = readied(plain);
	y.nguards = n;
	y.taken = alloc(n, sizeof *y.taken);
	for (size_t k = 0; k < n; k++)
		y.taken[k] = mpfr_zero_p(*(mpfr_t *)value(instruction(l, line[k]))) == 0;
	y.ny = entries;
	freelist(plain);
	freelist(l);
out:	freearray(&mpfr, r->nx, at);
	precision(was);
	return y;
}

/* every guard holds beside x on that side; 0: on both and at x itself */
static bool holds(const Recorded *y, const double *x, const double *v, int side)
{
	return holding(y->prover, y->ny, y->nguards, x, v, side, y->taken);
}

static bool besides(Reference *r, const double *x, const double *v, Recorded side[2])
{
	bool found[2] = { false, false };

	for (int k = 0; k < 2; k++)
		for (size_t j = 0; j < sizeof STEPS / sizeof *STEPS && !found[k]; j++) {
			freerecorded(&side[k]);
			side[k] = recorded(r, x, v, k ? 1 : -1, -STEPS[j], PREC);
			found[k] = side[k].scalars && holds(&side[k], x, v, k ? 1 : -1);
		}
	return found[0] && found[1];
}

/* every comparison says at x what MPFR took it to say */
static bool taken(const Recorded *y, const double *x)
{
	return holding(y->prover, y->ny, y->nguards, x, NULL, 0, y->taken);
}

/* r->fixed, or the list of this point, which stays until another is asked for */
static Recorded here(Reference *r, const double *x)
{
	if (r->fixed.scalars)
		return r->fixed;
	if (r->at && !memcmp(r->at, x, r->nx * sizeof *x))
		return r->point;
	freerecorded(&r->point);
	r->point = recorded(r, x, x, 0, 0, FEWER);
	if (r->point.scalars && !taken(&r->point, x)) {
		freerecorded(&r->point);
		r->point = recorded(r, x, x, 0, 0, PREC);
	}
	release(r->at);
	r->at = alloc(r->nx, sizeof *r->at);
	memcpy(r->at, x, r->nx * sizeof *x);
	if (r->point.scalars) r->ny = r->point.ny;
	else {
		char why[WHY];
		List *l = trace(&r->fn, NULL, NULL, why);

		r->ny = ny(l);
		freelist(l);
	}
	return r->point;
}

/* there is no list, or what it says at the point is not certain near it */
static void unsettled(const Recorded *at, Proof *p)
{
	p->class = UNDECIDED;
	arb_indeterminate(p->d), arb_indeterminate(p->side[0]), arb_indeterminate(p->side[1]);
	if (at->scalars)
		snprintf(p->why, sizeof p->why,
			"a branch of the function lies on its border at this point");
	else
		snprintf(p->why, sizeof p->why,
			"more than %d steps of a loop, or a tape too large", MOSTSTEPS);
}

/* ---- what is asked of it ----------------------------------------------------------------- */

/* those of y that are not proved */
static void evaluate(const Reference *r, const double *x, const bool *opening, mpfr_t *y)
{
	mpfr_t *all = array(&mpfr, r->ny);

	for (size_t o = 0; o < r->ny; o++) mpfr_set_prec(all[o], COMPUTED), mpfr_set_nan(all[o]);
	computedvalues(&r->fn, r->nx, x, all);
	for (size_t o = 0; o < r->ny; o++) {
		if (!opening[o]) continue;
		mpfr_set_prec(y[o], COMPUTED);
		mpfr_set(y[o], all[o], MPFR_RNDN);
	}
	freearray(&mpfr, r->ny, all);
}

bool primal(Reference *r, const double *x, mpfr_t *y)
{
	Recorded at = here(r, x);
	bool *opening = alloc(r->ny, sizeof *opening), all = true;

	range();
	for (size_t o = 0; o < r->ny && y; o++) {
		Proof p;

		initproof(&p);
		unsettled(&at, &p);
		if (at.scalars) provevalue(at.prover, o, x, r->want, &p);
		nearest(y[o], p.d, r->want);
		opening[o] = p.class == UNDECIDED;
		all &= !opening[o];
		clearproof(&p);
	}
	if (!all) evaluate(r, x, opening, y);
	release(opening);
	return all;
}

static void derived(Reference *r, const double *x, const double *v, bool both, Truth *t)
{
	Recorded at = here(r, x), side[2] = { { 0 } };
	bool sure = at.scalars && holds(&at, x, v, 0),
	     sides = at.scalars && !sure && besides(r, x, v, side);
	Proof p, second;

	range();
	initproof(&p), initproof(&second);
	for (size_t o = 0; o < r->ny; o++) {
		Proof *s = both ? &second : NULL;

		second.class = UNDECIDED;
		if (!at.scalars) unsettled(&at, &p);
		else if (sure) prove(at.prover, o, x, v, r->want, &p, s);
		else if (sides)
			provesides(at.prover, side[0].prover, side[1].prover, o, x, v, r->want, &p,
				s);
		else {
			p.class = UNDECIDED;
			snprintf(p.why, sizeof p.why,
				"which way a branch of the function goes near this point is not "
				"certain");
		}
		truthof(&t[o], &p, s, r->want);
	}
	clearproof(&p), clearproof(&second);
	freerecorded(&side[0]), freerecorded(&side[1]);
}

void along(Reference *r, const double *x, const double *v, Truth *t)  { derived(r, x, v, true, t); }
void firsts(Reference *r, const double *x, const double *v, Truth *t)
{
	derived(r, x, v, false, t);
}

void curved(Reference *r, const double *x, const double *v, const double *w, Truth *t)
{
	Recorded at = here(r, x);
	bool same = !memcmp(v, w, r->nx * sizeof *v),
	     sure = at.scalars && holds(&at, x, v, 0) && (same || holds(&at, x, w, 0));
	Proof p, first;

	range();
	initproof(&p), initproof(&first);
	for (size_t o = 0; o < r->ny; o++) {
		if (!sure) unsettled(&at, &p);
		else if (same) prove(at.prover, o, x, v, r->want, &first, &p);
		else provemixed(at.prover, o, x, v, w, r->want, &p);
		truthof(&t[o], &p, NULL, r->want);
	}
	clearproof(&p), clearproof(&first);
}

/* along e_i, or second: along e_i and e_j, where turn.c leaves it open */
static void byitself(Reference *r, const Recorded *at, size_t o, const double *x, size_t i,
	size_t j, bool second, Proof *p)
{
	double *v = alloc(r->nx, sizeof *v), *w = alloc(r->nx, sizeof *w);
	Proof first;

	initproof(&first);
	v[i] = 1, w[j] = 1;
	if (!second)     prove(at->prover, o, x, v, r->want, p, NULL);
	else if (i == j) prove(at->prover, o, x, v, r->want, &first, p);
	else             provemixed(at->prover, o, x, v, w, r->want, p);
	clearproof(&first);
	release(v), release(w);
}

/* no comparison that C made lies on a border, whatever moves */
static bool firm(const Recorded *at, size_t n, const double *x)
{
	double *v = alloc(n, sizeof *v);
	bool yes;

	for (size_t i = 0; i < n; i++) v[i] = 1;
	yes = holds(at, x, v, 0);
	release(v);
	return yes;
}

void powers(Reference *r, const double *x, const Powers *w, Truth *t)
{
	Recorded at = here(r, x);
	bool sure = at.scalars && firm(&at, r->nx, x);
	Proof p;

	range();
	initproof(&p);
	for (size_t o = 0; o < r->ny; o++) {
		if (!sure) unsettled(&at, &p);
		else provepowers(at.prover, o, x, w, r->want, &p);
		truthof(&t[o], &p, NULL, r->want);
	}
	clearproof(&p);
}

bool every(Reference *r, const double *x, bool second, Truth *t)
{
	Recorded at = here(r, x);
	size_t n = r->nx;
	bool sure = at.scalars && firm(&at, n, x);
	Proof p;

	range();
	initproof(&p);
	for (size_t o = 0; o < r->ny && sure; o++) {
		Turning *of = newturning(at.prover, o, x, second);

		for (size_t i = 0; i < n; i++)
			for (size_t j = second ? i : 0; j < (second ? n : 1); j++) {
				if (!turned(of, i, j, r->want, &p))
					byitself(r, &at, o, x, i, j, second, &p);
				truthof(second ? &t[(o * n + i) * n + j] : &t[o * n + i], &p, NULL,
					r->want);
			}
		freeturning(of);
	}
	clearproof(&p);
	return sure;
}

Proofs proofsof(Reference *r, const double *x, const double *v, const double *w)
{
	Recorded at = here(r, x);
	Proofs p = { .nout = at.scalars ? at.ny : 0, .nguards = at.nguards };

	range();
	p.output = alloc(p.nout, sizeof *p.output);
	p.guard = alloc(p.nguards, sizeof *p.guard);
	p.taken = alloc(p.nguards, sizeof *p.taken);
	for (size_t k = 0; k < p.nguards; k++) {
		certifiedguard(at.prover, at.ny + k, x, v, w, &p.guard[k]);
		p.taken[k] = at.taken[k];
	}
	for (size_t o = 0; o < p.nout; o++)
		if (w) certifiedsecond(at.prover, o, x, v, w, r->want, &p.output[o]);
		else certifiedof(at.prover, o, x, v, r->want, &p.output[o]);
	return p;
}

void freeproofs(Proofs *p)
{
	for (size_t o = 0; o < p->nout; o++) freecertified(&p->output[o]);
	for (size_t k = 0; k < p->nguards; k++) freecertified(&p->guard[k]);
	release(p->output), release(p->guard), release(p->taken);
}
