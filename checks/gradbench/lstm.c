/* lstm -- the mean of -gold log softmax over a sequence, of l layers of a cell whose weights are
 * diagonal (ADBench's)
 *
 *	f, o = sigmoid(w x + b),   i = sigmoid(w h + b),   g = tanh(w h + b)
 *	c <- c f + i g,   h <- o tanh c
 *
 * x is the layer below, at first the input times extra[0]; the prediction is h extra[1] + extra[2],
 * its normaliser log(2 + sum exp).
 */
#include "checks/gradbench/gradbench.h"
#include "engines/prims/recorders.h"
#include <string.h>

enum { LAYERS = 32, FORGET = 0, INGATE, OUTGATE, CHANGE };

typedef struct {
	size_t l, b, c;
	double *state, *sequence;
} Sizes;

static V part(V x, size_t row, size_t k, size_t b)
{
	return Reshape(Slice(x, (size_t[]){ row, k * b }, (size_t[]){ 1, b }, NULL), vector(b));
}

/* w x + b */
static V line(V main, size_t layer, size_t gate, V x)
{
	size_t b = shapeof(x).dim[0];

	return Add(Mul(x, part(main, 2 * layer, gate, b)), part(main, 2 * layer + 1, gate, b));
}

/* h, c of each layer; x, gold; main, extra -> h, c of each layer; sum gold ypred, normalised */
static void character(const V *a, V *y, const void *what)
{
	const Sizes *s = what;
	const V *in = a + 2 * s->l;
	V gold = in[1], main = in[2], extra = in[3], x = Mul(in[0], part(extra, 0, 0, s->b));

	for (size_t k = 0; k < s->l; k++) {
		V h = a[2 * k], c = a[2 * k + 1];
		V new = Mul(Sigmoid(line(main, k, INGATE, h)), Tanh(line(main, k, CHANGE, h)));

		y[2 * k + 1] = Add(Mul(c, Sigmoid(line(main, k, FORGET, x))), new);
		x = y[2 * k] = Mul(Sigmoid(line(main, k, OUTGATE, x)), Tanh(y[2 * k + 1]));
	}
	x = Add(Mul(x, part(extra, 1, 0, s->b)), part(extra, 2, 0, s->b));
	V all = Sum(Exp(x), ALL);
	y[2 * s->l] = Sum(Mul(gold, Sub(x, Log(Add(all, Const(all, 2))))), ALL);
}

static void rows(List *l, const Fn *f)
{
	const Sizes *s = f->what;
	V a[2 * LAYERS + 4], y[2 * LAYERS + 1], *in = a + 2 * s->l;
	V all = Data(l, matrix(s->c, s->b), s->sequence);

	in[2] = Input(l, "main", matrix(2 * s->l, 4 * s->b));
	in[3] = Input(l, "extra", matrix(3, s->b));
	for (size_t k = 0; k < 2 * s->l; k++) a[k] = Data(l, vector(s->b), s->state + k * s->b);
	in[0] = piece(all, 0, s->c - 1);
	in[1] = piece(all, 1, s->c - 1);
	Scan(s->c - 1, false, 2 * s->l, 2, 2 * s->l + 4, a, 2 * s->l + 1, character, s, y);
	V sum = Sum(y[2 * s->l], ALL);
	Output(Neg(Div(sum, Const(sum, (double)(s->b * (s->c - 1))))));
}

static void read(Problem *p)
{
	Received *in = &p->in;
	Sizes *s = heldby(in, 1, sizeof *s);
	size_t lines = 0, bits = 0, three = 3;
	double *main = tablein(in, "main_params", &lines, &bits), *extra;

	if (lines % 2 || bits % 4)
		flaw(in,
			"\"main_params\" must hold two arrays for each layer, of four times as "
			"many numbers "
			"as a character has bits");
	if (lines > 2 * LAYERS) flaw(in, "\"main_params\" is of more than %d layers", LAYERS);
	*s = (Sizes){ .l = lines / 2, .b = bits / 4 };
	extra = tablein(in, "extra_params", &three, &s->b);
	s->state = tablein(in, "state", &lines, &s->b);
	s->sequence = tablein(in, "sequence", &s->c, &s->b);
	if (s->c < 2) flaw(in, "\"sequence\" must hold at least two characters");
	p->nx = lines * bits + 3 * s->b;
	p->x = heldby(in, p->nx, sizeof *p->x);
	if (!in->why[0]) {
		memcpy(p->x, main, lines * bits * sizeof *main);
		memcpy(p->x + lines * bits, extra, 3 * s->b * sizeof *extra);
	}
	p->what = s;
	p->fn.record = rows;
}

const Module lstm_module = { "lstm", read, NULL, NULL, NULL,
	{ { "objective", VALUES, &byvalue, onenumber, 0 },
		{ "jacobian", DERIVATIVES, &bygradient, allinputs, 0 } } };
