/* tracerops.c -- the operations of a traced kernel.
 *
 * On a list each is recorded, and a comparison asks the list for its truth: it is a guard, which
 * the reference proves.  In balls each is enclosed; equal operations on equal numbers are one
 * instruction, so that what is computed again in the backward compares equal to what was saved.
 * What a ball leaves open gives the run up: it is made again with more bits, or not at all.
 */
#include "checks/vjp/limits.h"
#include "checks/vjp/tracerops.h"
#include "engines/prims/recorders.h"
#include "engines/reference/values.h"
#include <ctype.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

typedef enum { ONE, TWO, STEPS } Arity;
typedef struct { Arity arity; int op; V (*one)(V); V (*two)(V, V); } Operation;

static const Operation table[] = {
#define T0(c, p, P) { TWO, O_##p, NULL, P },
#define T1(c, p, P) { ONE, O_##p, P, NULL },
#define T2(c, p, P) { TWO, O_##p, NULL, P },
#define TW(c) { STEPS, 0, NULL, NULL },
#include "checks/vjp/trace.def"
};
enum { CONSTANT = -1 };                     /* the op of a constant */

typedef struct { acb_t v; int op; Bits a, b; } Ball;

static struct {
	List *list;                        /* NULL: in balls */
	slong p;
	Ball *ball;
	size_t n, room, *slot, slots;
	unsigned generation;
	const char *untold;
	jmp_buf out;
	bool open;
} now;

/* ---- words ------------------------------------------------------------------------------ */

static Bits checksum(Bits i, Bits generation)
{
	return ((uint32_t)i * 0x9e3779b1u ^ (uint32_t)generation * 0x85ebca6bu) >> 24;
}

/* tag 8 | generation 16 | check 8 | index 32: bits taken apart and put together are noticed */
static Bits word(size_t i)
{
	return (Bits)0x57 << 56 | (Bits)(now.generation & 0xffff) << 40 |
		checksum(i, now.generation & 0xffff) << 32 | (uint32_t)i;
}

static void giveup(const char *why) __attribute__((noreturn));
static void giveup(const char *why)
{
	now.untold = why;
	if (!now.open) die("a traced kernel stopped where none runs: %s", why);
	longjmp(now.out, 1);
}

static size_t indexof(Bits w)
{
	size_t i = (uint32_t)w, n = now.list ? now.list->n : now.n;

	if (w >> 56 != 0x57) giveup("it reads a number that was never written, or bits of one");
	if ((w >> 40 & 0xffff) != (now.generation & 0xffff))
		giveup("it reads a number of another call");
	if (i >= n || (w >> 32 & 0xff) != checksum(i, now.generation & 0xffff))
		giveup("it takes the bits of a number apart");
	return i;
}

static void counted(void)
{
	if (tracedrows() >= TRACEROWS) giveup("it takes too many operations");
}

/* ---- balls ------------------------------------------------------------------------------ */

static size_t hashof(int op, Bits a, Bits b)
{
	uint64_t h = (uint64_t)(op + 2) * 0x9e3779b97f4a7c15u;

	h = (h ^ a) * 0x9e3779b97f4a7c15u;
	h = (h ^ h >> 29 ^ b) * 0x9e3779b97f4a7c15u;
	return (size_t)(h ^ h >> 32);
}

static void rehash(void)
{
	release(now.slot);
	now.slots = now.slots ? 2 * now.slots : 256;
	now.slot = alloc(now.slots, sizeof *now.slot);
	for (size_t i = 0; i < now.n; i++) {
		size_t h = hashof(now.ball[i].op, now.ball[i].a, now.ball[i].b) % now.slots;

		while (now.slot[h]) h = (h + 1) % now.slots;
		now.slot[h] = i + 1;
	}
}

/* true: it is new, and to be computed */
static bool placed(int op, Bits a, Bits b, size_t *at)
{
	size_t h;

	if (2 * now.n >= now.slots) rehash();
	for (h = hashof(op, a, b) % now.slots; now.slot[h]; h = (h + 1) % now.slots) {
		const Ball *l = &now.ball[*at = now.slot[h] - 1];

		if (l->op == op && l->a == a && l->b == b) return false;
	}
	counted();
	if (now.n == now.room) {
		now.ball = grow(now.ball, &now.room, now.n + 1, sizeof *now.ball);
		for (size_t i = now.n; i < now.room; i++) acb_init(now.ball[i].v);
	}
	*at = now.n++;
	now.slot[h] = now.n;
	now.ball[*at].op = op, now.ball[*at].a = a, now.ball[*at].b = b;
	return true;
}

static Bits constantball(double c)
{
	uint64_t bits;
	size_t i;

	memcpy(&bits, &c, sizeof bits);
	if (placed(CONSTANT, bits, 0, &i)) {
		acb_zero(now.ball[i].v);
		arb_set_d(RE(now.ball[i].v), c);
	}
	return word(i);
}

/* a constant may move the balls: first it, then where they are */
static acb_srcptr valueof(Bits w)
{
	size_t i = indexof(w ? w : constantball(0));

	return now.ball[i].v;
}

/* -1, 0, 1 */
static int order(Bits a, Bits b)
{
	arb_srcptr x, y;

	if (!a) a = constantball(0);
	if (!b) b = constantball(0);
	if (a == b) return 0;
	valueof(a), valueof(b);
	x = RE(valueof(a)), y = RE(valueof(b));
	if (arb_lt(x, y)) return -1;
	if (arb_gt(x, y)) return 1;
	if (arb_is_exact(x) && arb_is_exact(y) && arb_equal(x, y)) return 0;
	giveup("which way it branches is not known");
}

/* what ballof must be told of the branch that is taken */
static int branchof(int op, Bits a, Bits b)
{
	int sa;

	if (op == O_cbrt) {
		sa = order(a, 0);
		return sa ? sa : NIL;
	}
	if (op == O_lgamma && order(a, 0) <= 0) giveup("lgamma left of 0");
	if (op != O_atan2) return POS;
	if (order(b, 0) > 0) return POS;
	sa = order(a, 0);
	return sa > 0 ? ABOVE : sa < 0 ? BELOW : order(b, 0) < 0 ? NEG : NIL;
}

static Bits newball(int op, Bits a, Bits b)
{
	Cell c = { .p = now.p };
	size_t i;

	if (!a) a = constantball(0);
	if (!b) b = constantball(0);
	if (!placed(op, a, b, &i)) return word(i);
	c.br = branchof(op, a, b);
	c.a = valueof(a), c.b = valueof(b);
	if (!ballof(now.ball[i].v, op, &c)) acb_indeterminate(now.ball[i].v);
	return word(i);
}

static Bits ballstep(Bits a)
{
	arb_t f;
	fmpz_t k;
	double d;

	arb_init(f), fmpz_init(k);
	arb_floor(f, RE(valueof(a)), now.p);
	if (!arb_get_unique_fmpz(k, f) || fmpz_bits(k) > 53) {
		arb_clear(f), fmpz_clear(k);
		giveup("which whole number it takes is not known");
	}
	d = fmpz_get_d(k);
	arb_clear(f), fmpz_clear(k);
	return constantball(d);
}

/* ---- either ------------------------------------------------------------------------------- */

static Bits numbered(double c)
{
	counted();
	return c == 0 && !signbit(c) ? 0 : now.list ? word(Number(now.list, c).id)
						     : constantball(c);
}

V valueword(Bits w)
{
	return w ? instruction(now.list, indexof(w)) : Number(now.list, 0);
}

static bool knownorder(double a, double b, int *o)
{
	*o = a < b ? -1 : a > b;
	return a == a && b == b;
}

/* of two constants; of a number and infinity, which a maximum begins with: the number is finite */
static bool plainly(Bits a, Bits b, int *o)
{
	double x = 0, y = 0;
	bool first = !a || isconst(now.list, indexof(a), &x),
	     second = !b || isconst(now.list, indexof(b), &y);

	if (first && second) return knownorder(x, y, o);
	if (first && isinf(x)) return knownorder(x, 0, o);
	if (second && isinf(y)) return knownorder(0, y, o);
	return false;
}

static int compared(int how, Bits a, Bits b)
{
	int o;

	if (now.list && !plainly(a, b, &o)) {
		static V (*const says[])(V, V) = { Lt, Le, Gt, Ge, Eq, Eq };
		bool so;

		counted();
		so = truth(says[how](valueword(a), valueword(b)));
		return how == NE ? !so : so;
	}
	if (!now.list) o = order(a, b);
	return how == LT  ? o < 0
		: how == LE ? o <= 0
		: how == GT ? o > 0
		: how == GE ? o >= 0
		: how == EQ ? o == 0
			    : o != 0;
}

static Bits applied(int k, Bits a, Bits b);

/* floor, and what it says of the others */
static Bits stepped(int k, Bits a)
{
	bool minus = k == K_ceil || (k != K_floor && compared(LT, a, 0));
	Bits y = minus ? applied(K_neg, a, 0) : a;

	if (k == K_round) y = applied(K_add, y, numbered(0.5));
	y = now.list ? word(Floor(valueword(y)).id) : ballstep(y);
	return minus ? applied(K_neg, y, 0) : y;
}

static Bits applied(int k, Bits a, Bits b)
{
	const Operation *o = &table[k];
	int side;

	if (o->arity == STEPS) return stepped(k, a);
	if (now.list && (k == K_max || k == K_min) && plainly(a, b, &side))
		return (k == K_max) == (side < 0) ? b : a;
	if (now.list) {
		counted();
		return word(o->one ? o->one(valueword(a)).id
				   : o->two(valueword(a), valueword(b)).id);
	}
	if (k == K_abs) return compared(LT, a, 0) ? newball(O_neg, a, 0) : a;
	if (k == K_max) return compared(LT, a, b) ? b : a;
	if (k == K_min) return compared(GT, a, b) ? b : a;
	if (k == K_hypot)
		return newball(O_sqrt, newball(O_add, newball(O_sqr, a, 0), newball(O_sqr, b, 0)),
			0);
	if (k == K_fmod)
		return newball(O_sub, a,
			newball(O_mul, b, stepped(K_trunc, newball(O_div, a, b))));
	return newball(o->op, a, b);
}

/* exactly, up to 10^22; the library's exp10 is not */
static double tento(int n)
{
	double p = 1;

	while (n--) p *= 10;
	return p;
}

/* digits of a decimal as they stand, 15 at a time: all of them are exact */
static Bits decimal(const char *s)
{
	Bits y = 0;
	double part = 0, scale = 1;
	int places = 0, exponent;
	bool point = false;

	if (s[0] == '0' && (s[1] | 32) == 'x') return numbered(strtod(s, NULL));
	for (; isdigit((unsigned char)*s) || *s == '.' || *s == '\''; s++) {
		if (*s == '.') point = true;
		if (!isdigit((unsigned char)*s)) continue;
		part = 10 * part + (*s - '0'), scale *= 10, places += point;
		if (scale < 1e15) continue;
		y = applied(K_add, applied(K_mul, y, numbered(scale)), numbered(part));
		part = 0, scale = 1;
	}
	y = applied(K_add, y ? applied(K_mul, y, numbered(scale)) : 0, numbered(part));
	exponent = ((*s | 32) == 'e' ? atoi(s + 1) : 0) - places;
	for (int left = abs(exponent), n; left; left -= n) {
		n = left > 22 ? 22 : left;
		y = applied(exponent > 0 ? K_mul : K_div, y, numbered(tento(n)));
	}
	return y;
}

/* towards 0, as C converts; on a list the comparisons that say so are recorded */
static double wholenumber(Bits a)
{
	double k;
	Bits t;

	if (!a) return 0;
	if (!now.list) {
		t = stepped(K_trunc, a);
		return arf_get_d(arb_midref(RE(valueof(t))), ARF_RND_NEAR);
	}
	if (!now.list->tape) {
		truth(Lt(valueword(a), valueword(0)));       /* refuses: no number is known here */
		return 0;
	}
	k = mpfr_get_d(*(mpfr_t *)value(valueword(a)), MPFR_RNDZ);
	k = trunc(k);
	if (!isfinite(k) || fabs(k) > 0x1p53) giveup("a number too large for a whole one");
	if (k < 0) compared(LE, a, numbered(k));
	else       compared(LT, a, numbered(k + 1));
	if (k > 0) compared(GE, a, numbered(k));
	else       compared(GT, a, numbered(k - 1));
	return k;
}

/* a float in a kernel of doubles: its rounding has no derivative */
static double narrowed(Bits a)
{
	double c;

	if (!a) return 0;
	if (now.list && isconst(now.list, indexof(a), &c)) return c;
	giveup("it rounds to a narrower type on the way");
}

static int kindof(Bits a)
{
	if (!a || now.list) return 0;
	return arb_is_finite(RE(valueof(a))) ? 0 : 1;
}

Operations operations = { numbered, decimal, applied, compared, wholenumber, narrowed, kindof };

/* ---- from outside -------------------------------------------------------------------------- */

static void begin(List *l, slong p)
{
	now.list = l, now.p = p, now.n = 0, now.untold = NULL;
	now.generation++;
	if (now.slot) memset(now.slot, 0, now.slots * sizeof *now.slot);
}

void recordon(List *l)    { begin(l, 0); }
void computein(slong p)   { begin(NULL, p); }
size_t tracedrows(void)       { return now.list ? now.list->n : now.n; }
const char *untold(void)  { return now.untold; }

void endtrace(void)
{
	for (size_t i = 0; i < now.room; i++) acb_clear(now.ball[i].v);
	release(now.ball), release(now.slot);
	now.ball = NULL, now.slot = NULL, now.n = now.room = now.slots = 0;
}

bool attempted(void (*run)(void *), void *own)
{
	bool done = false;

	now.open = true;
	if (!setjmp(now.out)) {
		run(own);
		done = true;
	}
	now.open = false;
	return done && !now.untold;
}

Bits inputword(const char *name, double x)
{
	return now.list ? word(Input(now.list, name, scalar()).id) : numbered(x);
}

/* of binary128: three doubles, exactly */
Bits exactword(Quad q)
{
	double high = (double)q, middle, low;

	if (!isfinite(high)) return numbered(high);
	middle = (double)(q - high), low = (double)(q - high - middle);
	if (middle == 0) return numbered(high);
	return applied(K_add, applied(K_add, numbered(high), numbered(middle)), numbered(low));
}

Bits plusword(Bits a, Bits b)  { return !a ? b : !b ? a : applied(K_add, a, b); }
Bits timesword(Bits a, Bits b) { return applied(K_mul, a, b); }
void ballfor(arb_t y, Bits w)  { arb_set(y, RE(valueof(w))); }
