/* ba -- how far a camera's view of a point is from what it saw, times a weight w, and 1 - w^2
 *
 *	p = R (X - C),   R by Rodrigues of the rotation r;   at r = 0: X - C + r x (X - C)
 *	q = p[0:2]/p[2],   error = w (f (1 + k1 |q|^2 + k2 |q|^4) q + c - seen)
 *
 * The camera is [r, C, f, c, k1, k2], 11 numbers.  Observation i is of camera i modulo n and of
 *point i modulo m.  An error depends on 15 inputs, so that 15 tangents, each moving one number of
 *every observation, give all of the sparse Jacobian; observations are taken BLOCK at a time.
 */
#include "checks/gradbench/gradbench.h"
#include "engines/prims/recorders.h"
#include <string.h>

enum {
	CAMERA = 11,
	POINT = 3,
	MOVED = CAMERA + POINT + 1,
	GIVEN = MOVED + 2,
	BLOCK = 1024,
	MOST = 1 << 26,
	ENTRIES = 2 * MOVED
};

typedef struct {
	size_t n, m, p, block;
	double *cameras, *points, *w, *seen;
} Sizes;

/* ---- the function of a block: [number][observation] -> [2][observation], [observation] ------- */

static V sum3(const V *a, const V *b)
{
	return Add(Add(Mul(a[0], b[0]), Mul(a[1], b[1])), Mul(a[2], b[2]));
}

static void cross(const V *a, const V *b, V *y)
{
	for (int k = 0; k < 3; k++) {
		int i = (k + 1) % 3, j = (k + 2) % 3;

		y[k] = Sub(Mul(a[i], b[j]), Mul(a[j], b[i]));
	}
}

static void turned(const V *r, const V *x, V *y)
{
	V square = sum3(r, r), some = Gt(square, Const(square, 0)), none = Const(square, 1);
	V angle = Sqrt(Where(some, square, none)), c = Cos(angle), s = Sin(angle), w[3], around[3],
	  beside[3];

	for (int k = 0; k < 3; k++) w[k] = Div(r[k], angle);
	cross(w, x, around);
	cross(r, x, beside);
	V along = Mul(sum3(w, x), Sub(none, c));
	for (int k = 0; k < 3; k++)
		y[k] = Where(some, Add(Add(Mul(x[k], c), Mul(around[k], s)), Mul(w[k], along)),
			Add(x[k], beside[k]));
}

static void rows(List *l, const Fn *f)
{
	const Sizes *s = f->what;
	V all = Input(l, "observations", matrix(GIVEN, s->block)), a[GIVEN], from[3], p[3], q[2];

	for (size_t k = 0; k < GIVEN; k++) a[k] = Reshape(piece(all, k, 1), vector(s->block));
	for (int k = 0; k < 3; k++) from[k] = Sub(a[CAMERA + k], a[3 + k]);
	turned(a, from, p);
	for (int k = 0; k < 2; k++) q[k] = Div(p[k], p[2]);
	V square = Add(Sqr(q[0]), Sqr(q[1])), w = a[CAMERA + POINT], one = Const(w, 1);
	V bent = Add(one, Add(Mul(a[9], square), Mul(a[10], Sqr(square))));
	for (int k = 0; k < 2; k++)
		Output(Mul(w, Sub(Add(Mul(Mul(q[k], bent), a[6]), a[7 + k]), a[MOVED + k])));
	Output(Sub(one, Sqr(w)));
}

/* ---- what came in --------------------------------------------------------------------- */

static double *repeated(Received *in, size_t times, size_t n, const double *of)
{
	double *x = heldby(in, times * n, sizeof *x);

	for (size_t k = 0; k < times; k++) memcpy(x + k * n, of, n * sizeof *x);
	return x;
}

/* observations [from, from + block) as the function takes them; past the last: the last */
static void gathered(const Sizes *s, size_t from, double *x)
{
	for (size_t j = 0; j < s->block; j++) {
		size_t i = from + j < s->p ? from + j : s->p - 1;
		const double *cam = s->cameras + i % s->n * CAMERA,
			     *X = s->points + i % s->m * POINT;

		for (size_t k = 0; k < CAMERA; k++) x[k * s->block + j] = cam[k];
		for (size_t k = 0; k < POINT; k++) x[(CAMERA + k) * s->block + j] = X[k];
		x[(CAMERA + POINT) * s->block + j] = s->w[i];
		for (size_t k = 0; k < 2; k++) x[(MOVED + k) * s->block + j] = s->seen[2 * i + k];
	}
}

static void read(Problem *p)
{
	Received *in = &p->in;
	Sizes *s = heldby(in, 1, sizeof *s);
	size_t size[] = { CAMERA, POINT, 2 };
	double *cam = numbersin(in, "cam", size), *x = numbersin(in, "x", size + 1),
	       *seen = numbersin(in, "feat", size + 2), w = numberin(in, "w");

	s->n = wholein(in, "n", 1, MOST);
	s->m = wholein(in, "m", 1, MOST);
	s->p = wholein(in, "p", 1, MOST);
	s->block = s->p < BLOCK ? s->p : BLOCK;
	p->nx = GIVEN * s->block;
	p->x = heldby(in, p->nx, sizeof *p->x);
	p->what = s;
	p->fn.record = rows;
	if (in->why[0]) return;
	s->cameras = repeated(in, s->n, CAMERA, cam);
	s->points = repeated(in, s->m, POINT, x);
	s->w = repeated(in, s->p, 1, &w);
	s->seen = repeated(in, s->p, 2, seen);
	gathered(s, 0, p->x);
}

/* ---- block by block --------------------------------------------------------------------- */

typedef struct {
	const Sizes *s;
	Ready *f;
	bool jacobian;
	double *x, *seed, *dy; /* dy: of a block: [tangent][error][observation] */
	/* errors of all observations, in their order, then those of weights; or the entries by rows
	 */
	double *all;
} Blocks;

static void close(void *what)
{
	Blocks *b = what;

	unready(b->f);
	release(b->x), release(b->seed), release(b->dy), release(b->all), release(b);
}

static void *open(Problem *p, const Engine *e, int jacobian, char why[WHY])
{
	const Sizes *s = p->what;
	Blocks *b = alloc(1, sizeof *b);
	size_t n = s->block, tangents = jacobian ? MOVED : 1;

	*b = (Blocks){ .s = s, .f = ready(&p->fn, e, why), .jacobian = jacobian };
	b->x = alloc(p->nx, sizeof *b->x);
	b->seed = alloc(tangents * p->nx, sizeof *b->seed);
	for (size_t t = 0; t < tangents; t++)
		for (size_t j = 0; j < n; j++) b->seed[t * p->nx + t * n + j] = 1;
	b->dy = alloc(3 * n * tangents, sizeof *b->dy);
	b->all = alloc(s->p * (jacobian ? ENTRIES + 1 : 3), sizeof *b->all);
	if (b->f) return b;
	close(b);
	return NULL;
}

/* of observation i, which is the j-th of its block */
static void scattered(Blocks *b, size_t i, size_t j)
{
	size_t n = b->s->block, p = b->s->p;

	if (!b->jacobian) {
		for (size_t k = 0; k < 2; k++) b->all[2 * i + k] = b->dy[k * n + j];
		b->all[2 * p + i] = b->dy[2 * n + j];
		return;
	}
	for (size_t k = 0; k < 2; k++)
		for (size_t t = 0; t < MOVED; t++)
			b->all[i * ENTRIES + k * MOVED + t] = b->dy[(3 * t + k) * n + j];
	b->all[p * ENTRIES + i] = b->dy[(3 * (MOVED - 1) + 2) * n + j];
}

static bool solve(void *what, char why[WHY])
{
	Blocks *b = what;
	size_t n = b->s->block, p = b->s->p;

	for (size_t from = 0; from < p; from += n) {
		gathered(b->s, from, b->x);
		if (b->jacobian ? !readypush(b->f, b->x, MOVED, b->seed, NULL, b->dy)
				: !readyvalue(b->f, b->x, b->dy)) {
			snprintf(why, WHY, "%s", whynot(b->f));
			return false;
		}
		for (size_t j = 0; j < n && from + j < p; j++) scattered(b, from + j, j);
	}
	return true;
}

static const double *result(void *what) { return ((Blocks *)what)->all; }

static const Method byblocks = { open, solve, result, close };

/* ---- the answers: the first observation and the last weight ---------------------------------- */

static json_t *errors(const Problem *p, const double *y)
{
	const Sizes *s = p->what;

	return json_pack("{s:{s:o, s:I}, s:{s:o, s:I}}", "reproj_error", "elements", rowof(2, y),
		"repeated", (json_int_t)s->p, "w_err", "element", numeral(y[2 * s->p]), "repeated",
		(json_int_t)s->p);
}

/* where row r begins among the entries */
static size_t rowstart(const Sizes *s, size_t r)
{
	return r <= 2 * s->p ? r * MOVED : s->p * ENTRIES + (r - 2 * s->p);
}

/* of entry t of a row of observation 0 */
static size_t columnof(const Sizes *s, size_t t)
{
	return t < CAMERA            ? t
		: t < CAMERA + POINT ? CAMERA * s->n + t - CAMERA
				     : CAMERA * s->n + POINT * s->m;
}

static json_t *sparse(const Problem *p, const double *v)
{
	const Sizes *s = p->what;
	size_t rows = 3 * s->p + 1;
	json_t *r = json_array(), *c = json_array(), *values = rowof(ENTRIES, v);

	for (size_t k = 0; k < ENTRIES && k < rows; k++)
		json_array_append_new(r, json_integer((json_int_t)rowstart(s, k)));
	json_array_append_new(r, json_integer((json_int_t)rowstart(s, rows - 1)));
	for (size_t k = 0; k < ENTRIES; k++)
		json_array_append_new(c, json_integer((json_int_t)columnof(s, k % MOVED)));
	json_array_append_new(c,
		json_integer((json_int_t)(CAMERA * s->n + POINT * s->m + s->p - 1)));
	json_array_append_new(values, numeral(v[s->p * (ENTRIES + 1) - 1]));
	return json_pack("{s:o, s:o, s:o}", "rows", r, "cols", c, "vals", values);
}

/* elements, repeated; element, repeated */
static Origin valueentry(const Problem *p, size_t k)
{
	const Sizes *s = p->what;

	return (Origin){ (k == 3 ? 2 : k) * s->block, 0, k == 2 || k == 4 };
}

/* rows and cols, then vals */
static Origin derivativeentry(const Problem *p, size_t k)
{
	const Sizes *s = p->what;
	size_t rows = 3 * s->p + 1 < ENTRIES ? 3 * s->p + 1 : ENTRIES,
	       first = rows + 1 + ENTRIES + 1, n = s->block;

	if (k < first) return (Origin){ 0, 0, true };
	k -= first;
	if (k == ENTRIES)
		return (Origin){ 2 * n + (s->p - 1) % n, (MOVED - 1) * n + (s->p - 1) % n, false };
	return (Origin){ k / MOVED * n, k % MOVED * n, false };
}

const Module ba_module = { "ba", read, NULL, valueentry, derivativeentry,
	{ { "objective", VALUES, &byblocks, errors, false },
		{ "jacobian", DERIVATIVES, &byblocks, sparse, true } } };
