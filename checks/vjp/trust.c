/* trust.c -- is the rule right here?  Its exact value beside the proved derivative.
 *
 * The forward is a Wengert list, and the reference proves the derivative of sum g y along any
 * direction v.  The backward is computed in balls.  Spot
 *
 *	sum v_e B_e = d/dt sum g y(x + t v)
 *
 * to AGREEBITS for a random v, the rule is right in all elements.  Spot not, elements are proved
 * one by one: D_e.  If sum v_e D_e is the derivative along v, then D is the gradient, and a ball
 * B_e apart from D_e is a fault.  If it is not, the function has derivatives but no gradient here,
 * as the median of three equal numbers has, and nothing is said.
 */
#include "checks/vjp/balls.h"
#include "checks/vjp/limits.h"
#include "checks/vjp/trust.h"
#include "engines/reference/reference.h"
#include <math.h>
#include <string.h>

/* d: where changed, what is to be taken for the truth; proof: of the derivative, where proved */
typedef struct { Standing rule; bool proved, changed, choice; Slope d; } Known;
struct Trusted { Bench *b; Known *known[MOST]; arb_ptr ball[MOST], proof[MOST]; };

/* of a bench, over its cases */
typedef struct Trust {
	Reference *r;
	size_t cases;                      /* of which case it is */
	long size[SIZES];
	Quad given[MOST];
	size_t work, open;
	Dice d;                            /* of this case: other draws stay as they are */
} Trust;

typedef struct { int a; size_t e; } Spot;
/* places that move together, and what is proved along a random direction of theirs */
typedef struct {
	Bench *b;
	Trusted *t;
	const Slope *const *d;             /* by differences */
	double *x, *v;                     /* of all inputs */
	Spot *at;
	size_t n;
	Truth *along;
} Group;

/* ---- a direction ----------------------------------------------------------------------------- */

static bool twosided(const Truth *t)
{
	return (t->class == SMOOTH || t->class == ZERO || t->class == JOIN) && mpfr_number_p(t->d);
}

static void proved(Group *q, Truth *t)
{
	firsts(q->b->trust->r, q->x, q->v, t);
	q->b->trust->work += recordedrows(q->b->s->tracer);
}

/* all bits of it drawn: with few of them two places move alike once in a hundred, and faults that
 * are opposite cancel */
static double drawn(Dice *d)
{
	double m = unit(d);

	return (roll(d) & 1 ? 1 : -1) * (0.25 + m);
}

static double *component(const Group *q, const Spot *w)
{
	return &q->v[inputat(q->b->s->tracer, w->a, w->e)];
}

static Known *known(const Group *q, const Spot *w) { return &q->t->known[w->a][w->e]; }

/* is sum v_e B_e the derivative along v?  proofs: of what is proved, its proof.  off: by how much
 * it may be missed, a bound */
static bool adds(Group *q, bool proofs, int bits, Quad *off)
{
	arb_t sum, terms, t;
	Quad miss, most;

	arb_init(sum), arb_init(terms), arb_init(t);
	for (size_t k = 0; k < q->n; k++) {
		const Spot *w = &q->at[k];

		arb_set_d(t, *component(q, w));
		arb_mul(t, t,
			(proofs && known(q, w)->proved ? q->t->proof : q->t->ball)[w->a] + w->e,
			BALL);
		arb_add(sum, sum, t, BALL);
		arb_abs(t, t);
		arb_add(terms, terms, t, BALL);
	}
	enclosed(t, q->along->d, q->along->radius);
	arb_sub(t, t, sum, BALL);
	miss = upper(t), most = upper(terms);
	*off = miss;
	arb_clear(sum), arb_clear(terms), arb_clear(t);
	return finiteq(miss) && miss <= most * (Quad)ldexpl(1, -bits) + (Quad)0x1p-1100L;
}

/* 2^-e, that v B is about 1; of 0: as of the largest */
static double weight(const Group *q, const Spot *w, double most)
{
	double m = roughly(q->t->ball[w->a] + w->e);
	int e = 0;

	if (!(m > 0) || !isfinite(m)) m = most;
	if (m > 0) frexp(m, &e);
	return ldexp(1, e > 400 ? -400 : e < -400 ? 400 : -e);
}

static double largest(const Group *q)
{
	double most = 0;

	for (size_t k = 0; k < q->n; k++)
		most = fmax(most, roughly(q->t->ball[q->at[k].a] + q->at[k].e));
	return isfinite(most) ? most : 1;
}

static void still(Group *q)
{
	for (size_t k = 0; k < q->n; k++) *component(q, &q->at[k]) = 0;
}

static void atrandom(Group *q)
{
	double most = largest(q);

	for (int turn = 0; turn < 2; turn++) {
		for (size_t k = 0; k < q->n; k++)
			*component(q, &q->at[k]) = drawn(&q->b->trust->d) *
				(turn ? 1 : weight(q, &q->at[k], most));
		proved(q, q->along);
		if (q->along->class != UNDECIDED || q->n == 1) break;
	}
}

/* ---- verdicts on places ---------------------------------------------------------------------- */

/* a difference that tells nothing, or that the rule's own value contradicts */
static bool suspected(const Group *q, const Spot *w)
{
	const Slope *d = &q->d[w->a][w->e];
	arb_srcptr b = q->t->ball[w->a] + w->e;
	Quad apart = absq(middleof(b) - d->lo);

	if (known(q, w)->proved || known(q, w)->rule != UNTOLD) return false;
	if (!arb_is_finite(b) || d->none || d->hi - d->lo > CORNERED * d->error) return true;
	return apart > 8 * d->error + (Quad)PROVEDSAME * absq(d->lo) + radiusof(b);
}

/* the rule's own value is the derivative, but for off */
static void agreed(Group *q, Quad off)
{
	Quad most = (Quad)largest(q);

	for (size_t k = 0; k < q->n; k++) {
		const Spot *w = &q->at[k];
		Known *l = known(q, w);
		const Slope *was = &q->d[w->a][w->e];
		arb_srcptr b = q->t->ball[w->a] + w->e;
		Quad m = middleof(b), error = off / absq((Quad)*component(q, w)) + radiusof(b);

		if (l->rule != UNTOLD || !arb_is_finite(b)) continue;
		/* of 0 no error is small, but a difference may say 0 too */
		if (error <= (Quad)PROVEDSAME * absq(m) || error <= (Quad)0x1p-1000L ||
			(m == 0 && error <= (Quad)PROVEDSAME * most && !suspected(q, w))) {
			l->rule = AGREES, l->changed = true;
			l->d = (Slope){ .lo = m, .hi = m, .error = error };
		} else if (was->none || error < was->error) {
			l->changed = true;
			l->d = (Slope){ .lo = m, .hi = m, .error = error };
		}
	}
}

/* the derivative along one place, or both sides' */
static void byitself(Group *q, const Spot *w, Truth *t)
{
	Known *l = known(q, w);

	*component(q, w) = 1;
	proved(q, t);
	*component(q, w) = 0;
	if (twosided(t)) {
		arb_ptr p = q->t->proof[w->a] + w->e;
		Quad m;

		enclosed(p, t->d, t->radius);
		m = middleof(p);
		l->proved = l->changed = true;
		l->d = (Slope){ .lo = m, .hi = m, .error = radiusof(p) };
	} else if (t->class == KINK && mpfr_number_p(t->left) && mpfr_number_p(t->right)) {
		Quad a = quadofmpfr(t->left), b = quadofmpfr(t->right);

		l->changed = true;
		l->d = (Slope){ .lo = a < b ? a : b,
			.hi = a < b ? b : a,
			.error = (Quad)0x1p-110 * (absq(a) + absq(b)) };
	} else if (t->class == JUMP || t->class == VERTICAL || t->class == NOWHERE) {
		l->changed = true;
		l->d = (Slope){ .none = true };
	}
}

static size_t eachbyitself(Group *q, bool all)
{
	Truth *t = newtruths(1);
	size_t done = 0;

	still(q);
	for (size_t k = 0; k < q->n && done < TRUSTEACH; k++)
		if (!known(q, &q->at[k])->proved && (all || suspected(q, &q->at[k])))
			byitself(q, &q->at[k], t), done++;
	freetruths(1, t);
	return done;
}

/* what is proved is the gradient: who is apart from it is wrong */
static void condemned(Group *q)
{
	for (size_t k = 0; k < q->n; k++) {
		const Spot *w = &q->at[k];
		arb_srcptr b = q->t->ball[w->a] + w->e, p = q->t->proof[w->a] + w->e;

		if (known(q, w)->proved && arb_is_finite(b))
			known(q, w)->rule = nearly(b, p, AGREEBITS) ? AGREES : DIFFERS;
	}
}

static void nogradient(Group *q)
{
	for (size_t k = 0; k < q->n; k++) {
		Known *l = known(q, &q->at[k]);

		if (!l->proved) continue;
		l->choice = true, l->changed = false;
	}
}

static bool looked(Group *q)
{
	Quad off;

	atrandom(q);
	if (!twosided(q->along) || !adds(q, false, AGREEBITS, &off)) return false;
	agreed(q, off);
	return true;
}

/* what is too small beside the others to be seen along them all */
static void finished(Group *q)
{
	if (eachbyitself(q, false) && twosided(q->along)) condemned(q);
}

/* every place by itself, those first that differ; then whether that is a gradient */
static void examined(Group *q)
{
	double *v = alloc(q->n + 1, sizeof *v);
	Quad off;

	for (size_t k = 0; k < q->n; k++) v[k] = *component(q, &q->at[k]);
	if (!eachbyitself(q, q->n <= 4) && q->n <= TRUSTEACH) eachbyitself(q, true);
	for (size_t k = 0; k < q->n; k++) *component(q, &q->at[k]) = v[k];
	release(v);
	if (!twosided(q->along)) return;
	if (adds(q, true, AGREEBITS, &off)) {
		condemned(q);
		agreed(q, off);
	} else if (q->n > 1)
		nogradient(q);
}

/* ---- groups ---------------------------------------------------------------------------------- */

static bool movable(const Bench *b, int a, size_t e)
{
	return !leftout(b, a) && e < b->c->nx[a];
}

static void together(Group *q)
{
	for (int a = 0; a < q->b->k->nargs; a++)
		for (size_t e = 0; movable(q->b, a, e); e++) q->at[q->n++] = (Spot){ a, e };
}

/* of a kernel that takes each place by itself: the suspected ones */
static void placebyplace(Group *q)
{
	size_t most = TRUSTEACH;

	still(q);
	for (size_t e = 0; e < q->b->c->nx[0] && most; e++) {
		bool any = false;

		q->n = 0;
		for (int a = 0; a < q->b->k->nargs; a++)
			if (movable(q->b, a, e)) q->at[q->n++] = (Spot){ a, e };
		for (size_t k = 0; k < q->n; k++) any |= suspected(q, &q->at[k]);
		if (!any) continue;
		most--;
		if (!looked(q)) examined(q);
		still(q);
	}
}

/* ---- a case ---------------------------------------------------------------------------------- */

/* the function is the same as at the case before, but for the point */
static bool samefunction(const Bench *b, const Trust *t)
{
	if (!t->r) return false;
	if (t->cases == b->v->cases) return true;
	for (int a = 0; a < b->k->nargs; a++) if (b->k->arg[a].base == WHOLE) return false;
	return b->k->plain && !memcmp(t->size, b->c->size, sizeof t->size) &&
		!memcmp(t->given, b->c->given, sizeof t->given);
}

static bool referenced(Bench *b)
{
	Trust *t = b->trust;
	Fn f = weighted(b->s->tracer);
	char why[WHY];

	if (samefunction(b, t)) {
		t->cases = b->v->cases;
		return true;
	}
	freereference(t->r);
	t->r = newreference(&f, 0, why);
	t->cases = b->v->cases;
	memcpy(t->size, b->c->size, sizeof t->size);
	memcpy(t->given, b->c->given, sizeof t->given);
	return t->r != NULL;
}

static Trusted *room(Bench *b)
{
	Trusted *t = alloc(1, sizeof *t);

	t->b = b;
	for (int a = 0; a < b->k->nargs; a++) {
		if (!b->k->arg[a].wanted) continue;
		t->known[a] = alloc(b->c->nx[a] + 1, sizeof *t->known[a]);
		t->ball[a] = _arb_vec_init((slong)b->c->nx[a] + 1);
		t->proof[a] = _arb_vec_init((slong)b->c->nx[a] + 1);
	}
	return t;
}

void freetrusted(Trusted *t)
{
	if (!t) return;
	for (int a = 0; a < t->b->k->nargs; a++) {
		if (!t->known[a]) continue;
		release(t->known[a]);
		_arb_vec_clear(t->ball[a], (slong)t->b->c->nx[a] + 1);
		_arb_vec_clear(t->proof[a], (slong)t->b->c->nx[a] + 1);
	}
	release(t);
}

static void asked(Bench *b, const Trusted *t)
{
	size_t some = 0;

	for (int a = 0; a < b->k->nargs; a++)
		for (size_t e = 0; movable(b, a, e); e++)
			some += t->known[a][e].rule != UNTOLD || t->known[a][e].proved;
	b->v->proved += some;
	b->trust->open = some ? 0 : b->trust->open + 1;
}

static void refused(Bench *b, const char *why)
{
	b->trust->open++;
	if (!*b->v->untraced) snprintf(b->v->untraced, sizeof b->v->untraced, "%s", why);
}

static void judged(Bench *b, Trusted *t, const Slope *const *d)
{
	Tracer *tracer = b->s->tracer;
	Group q = { .b = b,
		.t = t,
		.d = d,
		.x = alloc(inputs(tracer) + 1, sizeof(double)),
		.v = alloc(inputs(tracer) + 1, sizeof(double)),
		.at = alloc(b->NX + 1, sizeof(Spot)),
		.along = newtruths(1) };

	point(tracer, q.x);
	together(&q);
	if (looked(&q)) finished(&q);
	else {
		if (b->pointwise && !b->k->plain) placebyplace(&q);
		else examined(&q);
	}
	if (q.along->class == UNDECIDED) refused(b, q.along->why);
	asked(b, t);
	freetruths(1, q.along);
	release(q.x), release(q.v), release(q.at);
}

Trusted *trusted(Bench *b, Quad *const *g, const Slope *const *d)
{
	Trusted *t;
	const char *why;

	if (!b->s->tracer) return NULL;
	if (!b->trust) b->trust = alloc(1, sizeof *b->trust);
	for (int a = 0; a < b->k->nargs; a++)
		b->v->asked += leftout(b, a) ? 0 : b->c->nx[a];
	if (b->trust->work > TRUSTWORK || b->trust->open > TRUSTOPEN) return NULL;
	b->trust->d = dice(b->asked->seed + 78, (unsigned long)b->run + 1000 * b->passes);
	t = room(b);
	consider(b->s->tracer, b->c, g);
	tracing(true);
	why = indoubles(b->c) ? ruleballs(b->s->tracer, t->ball) : "a point is no binary64 number";
	if (why || !referenced(b)) {
		refused(b, why ? why : "it cannot be recorded");
		tracing(false);
		freetrusted(t);
		return NULL;
	}
	judged(b, t, d);
	tracing(false);
	return t;
}

Standing believed(const Trusted *t, int arg, size_t e, Slope *d)
{
	if (!t) return UNTOLD;
	if (t->known[arg][e].changed) *d = t->known[arg][e].d;
	return t->known[arg][e].rule;
}

bool ambiguous(const Trusted *t, int arg, size_t e) { return t && t->known[arg][e].choice; }

Quad exactrule(const Trusted *t, int arg, size_t e) { return middleof(t->ball[arg] + e); }

void freetrust(Bench *b)
{
	if (!b->trust) return;
	freereference(b->trust->r);
	release(b->trust);
	b->trust = NULL;
}
