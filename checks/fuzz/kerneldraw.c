/* kerneldraw.c -- random functions as kernels: of numbers, of each element, in blocks, of rows. */
#include "checks/fuzz/kernelread.h"
#include <stdlib.h>
#include <string.h>

/* one kernel in the making */
typedef struct {
	Kernel *k;
	Function *f, *after;                       /* after: of the sum of a row */
	int x[ARGUMENTS], dx[ARGUMENTS], out, dout, saved, alpha, i, size[2];
	bool keepsy, mean;
} Making;

static const double range[][2] = { { -4, 4 }, { -2, 3 }, { 0.5, 8 }, { -1, 1 }, { -6, 2 } };

static Node *infix(const char *f, Node *a, Node *b) { return binary(f, a, b); }
static Node *sum(Node *a, long b) { return b ? infix("add", a, integer(b)) : a; }

static Node *forloop(int i, Node *from, Node *to, long step, Node *body)
{
	Node *n = statement(FOR, from, to);

	n->name = i, n->kid[2] = body, n->value = (double)step;
	return n;
}

static Node *letint(int i, long v)
{
	Node *n = statement(LET, integer(v), NULL);

	n->name = i, n->whole = true;
	return n;
}

/* ---- of numbers ------------------------------------------------------------------------- */

static void scalarparams(Making *m)
{
	static const char *const name[] = { "a", "b", "c" };
	Kernel *k = m->k;

	m->out = newname(k, "y");
	param(k, RESULT, m->out, 0, 0, 0);
	for (int n = 0; n < k->nargs; n++) {
		m->x[n] = newname(k, "%s", k->nargs == 1 ? "x" : name[n]);
		param(k, INPUT, m->x[n], 0, 0, 0);
	}
	if (m->keepsy) param(k, SAVED, m->out, 0, 0, 0);
	m->dout = newname(k, "g");
	param(k, COTANGENT, m->dout, 0, 0, 0);
	for (int n = 0; n < k->nargs; n++) {
		m->dx[n] = newname(k, "d%s", k->name[m->x[n]]);
		param(k, GRADIENT, m->dx[n], 0, 0, 0);
	}
}

static void scalars(Making *m)
{
	Kernel *k = m->k;
	From ahead = { .x = { NULL } }, back;
	Goal y = { 0, RETURN, NULL }, goal[ARGUMENTS];

	m->keepsy = below(2);
	scalarparams(m);
	for (int n = 0; n < k->nargs; n++) {
		ahead.x[n] = called(m->x[n]);
		goal[n] = (Goal){ 1 + n, k->nargs > 1 ? SET : RETURN, item(m->dx[n], NULL) };
	}
	back = ahead;
	back.g = called(m->dout);
	if (m->keepsy) back.y = called(m->out);
	k->forward = statements(k, m->f, &ahead, 1, &y, 't');
	k->backward = statements(k, m->f, &back, k->nargs, goal, 't');
}

/* ---- of each element -------------------------------------------------------------------- */

static void arrayparams(Making *m)
{
	static const char *const name[] = { "x", "z" };
	Kernel *k = m->k;

	m->out = newname(k, "out");
	param(k, RESULT, m->out, 1, 0, 0);
	m->saved = m->f->saved >= 0 ? newname(k, "saved") : m->keepsy ? m->out : -1;
	if (m->saved >= 0) param(k, SAVED, m->saved, 1, 0, 0);
	for (int n = 0; n < k->nargs; n++)
		param(k, INPUT, m->x[n] = newname(k, "%s", name[n]), 1, 0, 0);
	if (m->f->nfixed)
		param(k, FIXED, m->alpha = newname(k, "alpha"), 0, 0, 0)->value = m->f->fixed[0];
	param(k, SIZE, m->size[0] = newname(k, "N"), 0, 0, 0);
	m->dout = newname(k, "dout");
	param(k, COTANGENT, m->dout, 1, 0, 0);
	for (int n = 0; n < k->nargs; n++)
		param(k, GRADIENT, m->dx[n] = newname(k, "d%s", name[n]), 1, 0, 0);
}

static Node *each(Making *m, Node *i, bool back)
{
	Kernel *k = m->k;
	From from = { .x = { NULL } };
	Goal goal[ARGUMENTS + 1];
	int n = 0;

	for (; n < k->nargs; n++) {
		from.x[n] = item(m->x[n], copied(i));
		goal[n] = (Goal){ 1 + n, k->accumulates ? ADDTO : SET,
			item(m->dx[n], copied(i)) };
	}
	if (m->f->nfixed) from.x[n] = called(m->alpha);
	if (back) {
		from.g = item(m->dout, copied(i));
		if (m->f->saved >= 0) from.saved = item(m->saved, copied(i));
		else if (m->keepsy)   from.y = item(m->out, copied(i));
	} else {
		n = 0;
		goal[n++] = (Goal){ 0, SET, item(m->out, copied(i)) };
		if (m->f->saved >= 0)
			goal[n++] = (Goal){ SAVEDROW, SET, item(m->saved, copied(i)) };
	}
	return statements(k, m->f, &from, n, goal, 't');
}

static void pointwise(Making *m)
{
	Kernel *k = m->k;
	Node *N, *i;

	if (m->f->pieces == 1 && below(2)) m->f->saved = worthsaving(m->f);
	else m->keepsy = below(2);
	arrayparams(m);
	i = called(m->i = newname(k, "i")), N = called(m->size[0]);
	k->forward = forloop(m->i, integer(0), N, 1, each(m, i, false));
	k->backward = forloop(m->i, integer(0), copied(N), 1, each(m, i, true));
}

static Node *inblock(Node *body, Node *next)
{
	return body->next || body->op == IF ? then(statement(BLOCK, body, NULL), next)
					    : then(body, next);
}

/* for (; i + 4 <= N; i += 4) and the rest one by one */
static Node *unrolled(Making *m, long step)
{
	Node *body = NULL, *N = called(m->size[0]);

	for (long s = 0; s < step; s++)
		body = then(body, inblock(each(m, sum(called(m->i), s), true), NULL));
	return then(letint(m->i, 0), then(forloop(m->i, NULL, N, step, body),
		forloop(m->i, NULL, copied(N), 1, each(m, called(m->i), true))));
}

/* for (j = 0; j < N; j += 64) for (i = j; i < (j + 64 < N ? j + 64 : N); i++) */
static Node *tiled(Making *m, long tile)
{
	int j = newname(m->k, "j");
	Node *N = called(m->size[0]), *end = sum(called(j), tile);
	Node *inner = forloop(m->i, called(j),
		applying("choose", infix("lt", end, N), copied(end), copied(N)), 1,
		each(m, called(m->i), true));
	Node *outer = forloop(j, integer(0), copied(N), tile, inner);

	outer->whole = true;
	return outer;
}

static void blocked(Making *m)
{
	static const long tile[] = { 8, 16, 32, 64, 100, 128, 256, 512 };

	pointwise(m);
	m->k->backward = below(2) ? unrolled(m, 2 + 2 * below(2)) : tiled(m, tile[below(8)]);
}

/* ---- of rows ---------------------------------------------------------------------------- */

static void rowparams(Making *m)
{
	Kernel *k = m->k;

	param(k, RESULT, m->out = newname(k, "out"), 1, 0, 0);
	if (m->keepsy) param(k, SAVED, m->saved = newname(k, "total"), 1, 0, 0);
	param(k, INPUT, m->x[0] = newname(k, "x"), 2, 0, 1);
	if (k->nargs > 1) param(k, INPUT, m->x[1] = newname(k, "w"), 1, 1, 0);
	param(k, SIZE, m->size[0] = newname(k, "B"), 0, 0, 0);
	param(k, SIZE, m->size[1] = newname(k, "C"), 0, 0, 0);
	param(k, COTANGENT, m->dout = newname(k, "dout"), 1, 0, 0);
	param(k, GRADIENT, m->dx[0] = newname(k, "dx"), 2, 0, 1);
	if (k->nargs > 1) param(k, GRADIENT, m->dx[1] = newname(k, "dw"), 1, 1, 0);
}

static Node *at2(Making *m, int array, int b, int c)
{
	return item(array, infix("add", infix("mul", called(b), called(m->size[1])), called(c)));
}

/* the sum of a row, or its mean, in a variable */
static Node *summed(Making *m, int b, int c, int s)
{
	Kernel *k = m->k;
	From from = { .x = { at2(m, m->x[0], b, c) } };
	Goal goal = { 0, ADDTO, called(s) };
	Node *start = statement(LET, number(0), NULL), *all;

	start->name = s, start->changes = true;
	if (k->nargs > 1) from.x[1] = item(m->x[1], called(c));
	all = then(start, forloop(c, integer(0), called(m->size[1]), 1,
		statements(k, m->f, &from, 1, &goal, 't')));
	if (m->mean)
		all = then(all, statement(SET, called(s),
			infix("div", called(s), called(m->size[1]))));
	return all;
}

static Node *spread(Making *m, int b, int c, int h)
{
	Kernel *k = m->k;
	From from = { .x = { at2(m, m->x[0], b, c) }, .g = called(h) };
	Goal goal[] = { { 1, k->accumulates ? ADDTO : SET, at2(m, m->dx[0], b, c) },
		{ 2, ADDTO, NULL } };

	if (k->nargs > 1) {
		from.x[1] = item(m->x[1], called(c));
		goal[1].to = item(m->dx[1], called(c));
	}
	return forloop(c, integer(0), called(m->size[1]), 1,
		statements(k, m->f, &from, k->nargs, goal, 't'));
}

/* h: the cotangent of the sum */
static Node *through(Making *m, int b, int s, int h)
{
	From from = { .x = { m->keepsy ? item(m->saved, called(b)) : called(s) },
		.g = item(m->dout, called(b)) };
	Goal goal = { 1, SET, called(h) };
	Node *n = statements(m->k, m->after, &from, 1, &goal, 'p'), *last = n;

	/* the statement that stores becomes a declaration */
	while (last->next) last = last->next;
	last->op = LET, last->name = h, last->kid[0] = last->kid[1], last->kid[1] = NULL;
	if (m->mean) last->kid[0] = infix("div", last->kid[0], called(m->size[1]));
	return n;
}

static void rows(Making *m)
{
	Kernel *k = m->k;
	int b = newname(k, "b"), c = newname(k, "c"), s = newname(k, "s"), h = newname(k, "h");
	From from = { .x = { called(s) } };
	Goal goal = { 0, SET, NULL };
	Node *body, *clear = NULL, *B;

	m->keepsy = below(2), m->mean = below(2);
	rowparams(m);
	B = called(m->size[0]);
	goal.to = item(m->out, called(b));
	body = then(summed(m, b, c, s), statements(k, m->after, &from, 1, &goal, 'p'));
	if (m->keepsy)
		body = then(body, statement(SET, item(m->saved, called(b)), called(s)));
	k->forward = forloop(b, integer(0), B, 1, body);
	if (!k->accumulates && k->nargs > 1)
		clear = forloop(c, integer(0), called(m->size[1]), 1,
			statement(SET, item(m->dx[1], called(c)), number(0)));
	body = m->keepsy ? NULL : summed(m, b, c, s);
	body = then(body, then(through(m, b, s, h), spread(m, b, c, h)));
	k->backward = then(clear, forloop(b, integer(0), copied(B), 1, body));
}

/* ---- any of them ------------------------------------------------------------------------ */

static Kernel *attempt(const char *title)
{
	static void (*const make[])(Making *) = { scalars, pointwise, blocked, rows };
	Making m = { .k = alloc(1, sizeof(Kernel)) };
	const double *r = range[below(sizeof range / sizeof *range)];
	Kernel *k = m.k;

	snprintf(k->title, sizeof k->title, "%s", title);
	k->form = (Form)below(FORMS);
	k->isfloat = below(2), k->accumulates = k->form != SCALAR && below(2);
	k->bounded = k->form == ROWS || below(2);
	k->lo = k->bounded ? r[0] : -4, k->hi = k->bounded ? r[1] : 4;
	k->nargs = k->form == SCALAR ? 1 + below(3) : 1 + below(2);
	m.f = drawfunction(k->nargs, k->form == POINTWISE && below(2), k->lo, k->hi, k->isfloat);
	if (k->form == ROWS) {
		while (!m.after || m.after->pieces > 1) {
			if (m.after) freefunction(m.after);
			m.after = drawfunction(1, 0, -4, 4, k->isfloat);
		}
	}
	make[k->form](&m);
	freefunction(m.f);
	if (m.after) freefunction(m.after);
	return k;
}

void freekernel(Kernel *k)
{
	for (int n = 0; n < k->nnames; n++) release(k->name[n]);
	release(k);
}

Kernel *drawkernel(const char *title)
{
	for (int t = 0; t < 1000; t++) {
		Kernel *k = attempt(title);

		if (sound(k)) return k;
		freekernel(k);
	}
	die("fuzz-kernels: no kernel of 1000 is sound");
}

Kernel *twinof(const Kernel *right, const char *title)
{
	Kernel *k = alloc(1, sizeof *k);

	*k = *right;
	for (int n = 0; n < k->nnames; n++) k->name[n] = text("%s", right->name[n]);
	snprintf(k->title, sizeof k->title, "%s", title);
	k->forward = copied(right->forward);
	k->backward = copied(right->backward);
	return k;
}
