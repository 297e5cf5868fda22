/* code.c -- the list the prover reads.
 *
 * Constants stay what they are: folding would round them.  Lowered are
 *
 *	hypot(a, b) = sqrt(a^2 + b^2)      fmod(a, b) = a - b trunc(a/b)      a a = a^2
 *
 * and, where a point lies at the end of a domain,
 *
 *	asin(x) = atan2(x, r)   acos(x) = 2 atan2(sqrt(1 - x), sqrt(1 + x))   acosh(x) = 2
 *asinh(sqrt((x - 1)/2)) r = sqrt((1 - x)(1 + x))   atanh(x) = (log(1 + x) - log(1 - x))/2 log1p(x)
 *= log(1 + x)
 *
 * Saturated values are taken from 1 without rounding to it: 1 - tanh(x) = 2/(1 + exp(2x)), 1 -
 *erf(x) = erfc(x), 1 + expm1(x) = exp(x).
 */
#include "engines/reference/code.h"
#include "engines/numbers/slots.h"
#include <string.h>

static const char *const names[OPS] = {
	[O_input] = "input",
	[O_const] = "const",
	[O_pi] = "pi",
	[O_where] = "where",
	[O_trunc] = "trunc",
#define U(name, ...) [O_##name] = #name,
#define B(name, ...) [O_##name] = #name,
#include "engines/prims/scalar.def"
#define TERNARY(name, Name, takes) [O_##name] = #name,
#include "engines/prims/ternary.def"
};

static const int unary[NUNARY] = {
#define U(name, ...) [U_##name] = O_##name,
#define B(...)
#include "engines/prims/scalar.def"
};

static const int binary[NBINARY] = {
#define U(...)
#define B(name, ...) [B_##name] = O_##name,
#include "engines/prims/scalar.def"
};

static const int ternary[NTERNARY] = {
#define TERNARY(name, Name, takes) [T_##name] = O_##name,
#include "engines/prims/ternary.def"
};

const char *opname(int op) { return names[op]; }

bool direct(const Prim *p, const Num *T)
{
	return p->nargs == 1 &&
		(unary[p->slot] == O_sinc || unary[p->slot] == O_dsinc || unary[p->slot] == O_dj1);
}

/* ---- equal instructions have one number ------------------------------------------ */

typedef struct { Code *code; Id *slot; size_t slots; bool ends; } Maker;

static size_t hash(const Step *s)
{
	uint64_t h = (uint64_t)s->op, c;

	memcpy(&c, &s->c, sizeof c);
	for (unsigned k = 0; k < s->nargs; k++) h = (h ^ s->x[k]) * 0x9e3779b97f4a7c15u;
	h = (h ^ c) * 0x9e3779b97f4a7c15u;
	/* whole numbers differ in their high bits alone */
	h = (h ^ h >> 32) * 0x9e3779b97f4a7c15u;
	return (size_t)(h ^ h >> 29);
}

static bool equal(const Step *a, const Step *b)
{
	return a->op == b->op && a->nargs == b->nargs && !memcmp(&a->c, &b->c, sizeof a->c) &&
	       !memcmp(a->x, b->x, a->nargs * sizeof *a->x);
}

static void rehash(Maker *m)
{
	release(m->slot);
	m->slots = m->slots ? 2 * m->slots : 64;
	m->slot = alloc(m->slots, sizeof *m->slot);
	for (size_t i = 0; i < m->code->n; i++) {
		size_t h = hash(&m->code->s[i]) % m->slots;

		while (m->slot[h]) h = (h + 1) % m->slots;
		m->slot[h] = (Id)i + 1;
	}
}

static Id place(Maker *m, Step s)
{
	Code *c = m->code;
	size_t h;

	if (2 * c->n >= m->slots)
		rehash(m);
	for (h = hash(&s) % m->slots; m->slot[h]; h = (h + 1) % m->slots)
		if (equal(&c->s[m->slot[h] - 1], &s)) return m->slot[h] - 1;
	c->s = grow(c->s, &c->room, c->n + 1, sizeof *c->s);
	c->s[c->n] = s;
	m->slot[h] = (Id)c->n + 1;
	return (Id)c->n++;
}

static Id one(Maker *m, int op, Id a)       { return place(m, (Step){ op, 1, { a } }); }
static Id two(Maker *m, int op, Id a, Id b) { return place(m, (Step){ op, 2, { a, b } }); }
static Id constant(Maker *m, double c)      { return place(m, (Step){ O_const, 0, .c = c }); }

/* ---- lowering: one step after the other, for C orders no two calls among arguments -------- */

static Id lowered(Maker *, int op, unsigned nargs, Id a, Id b);

static Id root(Maker *m, Id a, Id b) { return one(m, O_sqrt, two(m, O_mul, a, b)); }

/* sqrt(1 - a^2) */
static Id unitcircle(Maker *m, Id a)
{
	Id c = constant(m, 1), above = lowered(m, O_add, 2, c, a);

	return root(m, lowered(m, O_sub, 2, c, a), above);
}

static Id ended(Maker *m, int op, Id a)
{
	Id c = constant(m, 1), below = lowered(m, O_sub, 2, c, a),
	   above = lowered(m, O_add, 2, c, a), y;

	if (op == O_log1p)
		return one(m, O_log, above);
	if (op == O_atanh) {
		y = one(m, O_log, below);
		y = lowered(m, O_sub, 2, one(m, O_log, above), y);
		return two(m, O_mul, constant(m, 0.5), y);
	}

	if (op == O_asin)
		return two(m, O_atan2, a, root(m, below, above));
	if (op == O_acos) {
		y = one(m, O_sqrt, above);
		y = two(m, O_atan2, one(m, O_sqrt, below), y);
	} else {
		y = constant(m, 0.5);
		y = one(m, O_asinh, one(m, O_sqrt, two(m, O_mul, two(m, O_sub, a, c), y)));
	}
	return two(m, O_mul, constant(m, 2), y);
}

/* 1 - f(x), sign = -1, or 1 + f(x), of a function that saturates; false: another */
static bool complement(Maker *m, Id unity, Id a, int sign, Id *y)
{
	Step f = m->code->s[a];
	Id x = f.x[0];

	if (m->code->s[unity].op != O_const || m->code->s[unity].c != 1)
		return false;
	if (f.op == O_tanh) {
		Id t = two(m, O_mul, constant(m, 2), x);

		if (sign > 0) t = one(m, O_neg, t);
		*y = two(m, O_div, constant(m, 2), two(m, O_add, unity, one(m, O_exp, t)));
		return true;
	}
	if (f.op == O_expm1 && sign > 0) {
		*y = one(m, O_exp, x);
		return true;
	}
	if (f.op == O_erf)  *y = one(m, O_erfc, sign > 0 ? one(m, O_neg, x) : x);
	if (f.op == O_erfc && sign < 0) *y = one(m, O_erf, x);
	return f.op == O_erf || (f.op == O_erfc && sign < 0);
}

/* f(g(x)) = x of every real x */
static const int inverse[][2] = { { O_log, O_exp }, { O_log2, O_exp2 }, { O_log1p, O_expm1 },
	{ O_tan, O_atan }, { O_asinh, O_sinh }, { O_sinh, O_asinh }, { O_atanh, O_tanh },
	{ O_neg, O_neg } };

static Id lowered(Maker *m, int op, unsigned nargs, Id a, Id b)
{
	Id y;

	if (m->ends &&
		(op == O_asin || op == O_acos || op == O_acosh || op == O_atanh || op == O_log1p))
		return ended(m, op, a);
	for (size_t k = 0; nargs == 1 && k < sizeof inverse / sizeof *inverse; k++)
		if (op == inverse[k][0] && m->code->s[a].op == inverse[k][1])
			return m->code->s[a].x[0];
	if (op == O_hypot) {
		y = one(m, O_sqr, b);
		return one(m, O_sqrt, two(m, O_add, one(m, O_sqr, a), y));
	}
	if (op == O_fmod)
		return two(m, O_sub, a, two(m, O_mul, b, one(m, O_trunc, two(m, O_div, a, b))));
	if (op == O_mul && a == b)
		return one(m, O_sqr, a);
	if (op == O_add && a == b)
		return two(m, O_mul, constant(m, 2), a);
	if ((op == O_max || op == O_min) && a == b)
		return a;
	if (op == O_sqrt && m->code->s[a].op == O_sqr)
		return one(m, O_abs, m->code->s[a].x[0]);
	if (op == O_tan && m->code->s[a].op == O_asin)
		return two(m, O_div, m->code->s[a].x[0], unitcircle(m, m->code->s[a].x[0]));
	if (op == O_tan && m->code->s[a].op == O_acos)
		return two(m, O_div, unitcircle(m, m->code->s[a].x[0]), m->code->s[a].x[0]);
	if (op == O_sub && complement(m, a, b, -1, &y))
		return y;
	if (op == O_add && (complement(m, a, b, 1, &y) || complement(m, b, a, 1, &y)))
		return y;
	if ((op == O_add || op == O_mul) && b < a)
		return two(m, op, b, a);
	return nargs == 1 ? one(m, op, a) : two(m, op, a, b);
}

static Id stepof(Maker *m, const List *l, size_t i, const Id *map)
{
	const Ins *in = &l->ins[i];
	const Id *x = args(l, in);
	double c;

	if (in->nargs == 0)
		return isconst(l, i, &c) ? constant(m, c) : place(m, (Step){ O_pi });
	if (in->nargs == 3)
		return place(m, (Step){
			in->prim->ternary ? ternary[in->prim->ternary - 1] : O_where, 3,
			{ map[x[0]], map[x[1]], map[x[2]] } });
	if (in->nargs == 1)
		return lowered(m, unary[in->prim->slot], 1, map[x[0]], 0);
	return lowered(m, binary[in->prim->slot], 2, map[x[0]], map[x[1]]);
}

/* ---- what one output needs ------------------------------------------------------------ */

/* marks[i]: the place of instruction i among the needed, counted from 1 */
static size_t needed(const Code *c, Id out, Id *mark)
{
	size_t n = 0;

	mark[out] = 1;
	for (size_t i = (size_t)out + 1; i-- > 0; )
		for (unsigned k = 0; mark[i] && k < c->s[i].nargs; k++) mark[c->s[i].x[k]] = 1;
	for (size_t i = 0; i <= out; i++)
		if (mark[i]) mark[i] = (Id)++n;
	return n;
}

Code *cone(const Code *c, size_t o)
{
	Code *y = alloc(1, sizeof *y);
	Id *mark = alloc((size_t)c->out[o] + 1, sizeof *mark);

	y->s = alloc(needed(c, c->out[o], mark), sizeof *y->s);
	y->in = alloc(c->nin, sizeof *y->in);
	y->out = alloc(1, sizeof *y->out);
	for (size_t i = 0; i <= c->out[o]; i++) {
		Step *s = &y->s[y->n];

		if (!mark[i]) continue;
		*s = c->s[i];
		for (unsigned k = 0; k < s->nargs; k++) s->x[k] = mark[s->x[k]] - 1;
		if (s->op == O_input) y->in[y->nin++] = (Id)y->n;
		y->n++;
	}
	y->nout = 1;
	y->out[0] = (Id)y->n - 1;
	release(mark);
	return y;
}

Code *newcode(const List *l, bool ends)
{
	Code *c = alloc(1, sizeof *c);
	Maker m = { .code = c, .ends = ends };
	Id *map = alloc(l->n, sizeof *map);

	c->nin = l->nin, c->nout = l->nout;
	c->in = alloc(l->nin, sizeof *c->in);
	c->out = alloc(l->nout, sizeof *c->out);
	for (size_t k = 0; k < l->nin; k++)
		c->in[k] = map[l->in[k]] = place(&m, (Step){ O_input, 0, .c = (double)k });
	for (size_t i = 0; i < l->n; i++)
		if (!isinput(&l->ins[i])) map[i] = stepof(&m, l, i, map);
	for (size_t o = 0; o < l->nout; o++) c->out[o] = map[l->out[o]];
	release(map);
	release(m.slot);
	return c;
}

void freecode(Code *c)
{
	if (!c)
		return;
	release(c->s);
	release(c->in);
	release(c->out);
	release(c);
}
