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
#include "engines/reference/maker.h"
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

Id placestep(Maker *m, Step s)
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

/* ---- a list, instruction by instruction ------------------------------------------------- */

static Id stepof(Maker *m, const List *l, size_t i, const Id *map)
{
	const Ins *in = &l->ins[i];
	const Id *x = args(l, in);
	double c;

	if (in->nargs == 0)
		return placestep(m, isconst(l, i, &c) ? (Step){ O_const, 0, .c = c }
						      : (Step){ O_pi });
	if (in->nargs == 3)
		return placestep(m, (Step){
			in->prim->ternary ? ternary[in->prim->ternary - 1] : O_where, 3,
			{ map[x[0]], map[x[1]], map[x[2]] } });
	if (in->nargs == 1)
		return lowerstep(m, unary[in->prim->slot], 1, map[x[0]], 0);
	return lowerstep(m, binary[in->prim->slot], 2, map[x[0]], map[x[1]]);
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

	y->smoother = c->smoother;
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
		c->in[k] = map[l->in[k]] = placestep(&m, (Step){ O_input, 0, .c = (double)k });
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
