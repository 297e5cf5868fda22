/* ht -- how far points are from a hand that 26 numbers pose (ADBench's hand tracking)
 *
 * A bone stands to its parent as in the model, turned by two angles at most; a vertex is the mean
 * of where each bone takes it, by weights; then the hand is turned, and moved.  A point is held
 * against a vertex, or, where there is u, against a place in a triangle.
 */
#include "checks/gradbench/gradbench.h"
#include "engines/prims/recorders.h"
#include <string.h>

/* of theta: rotation, translation, then of each finger two angles of its first bone, one of the
 * next two; a finger's bones are 4 from the second on */
enum { THETA = 26, GLOBAL = 6, FINGERS = 5, ANGLES = 4, BONES = 21, ROOMY = 256, CORNERS = 3 };

typedef struct {
	size_t bones, vertices, triangles, n, moved; /* n points; moved: u, if any, and theta */
	double *parent, *relative, *inverse, *carried, *points;
	double *corner; /* vertices: n, or n of each corner */
	bool mirrored, surface;
} Sizes;

/* ---- the function ------------------------------------------------------------------------ */

static V entries(size_t m, size_t n, const V *x)
{
	V flat[16];

	for (size_t k = 0; k < m * n; k++) flat[k] = Reshape(x[k], vector(1));
	return Reshape(Concat(m * n, flat, 0), matrix(m, n));
}

/* about z by b after about x by a, as a [4,4] */
static V joint(V a, V b, bool two)
{
	V o = Const(a, 0), i = Const(a, 1), c = Cos(a), s = Sin(a), cz = two ? Cos(b) : i,
	  sz = two ? Sin(b) : o;

	return entries(4, 4,
		(V[]){ cz, Neg(Mul(sz, c)), Mul(sz, s), o, sz, Mul(cz, c), Neg(Mul(cz, s)), o, o, s,
			c, o, o, o, o, i });
}

/* the turn about an axis by its length; of next to nothing: none */
static V rotation(V r)
{
	V e[3], square = Sum(Sqr(r), ALL), norm = Sqrt(square), y[9];
	V none = Lt(norm, Const(norm, 1e-4)), one = Const(norm, 1), zero = Const(norm, 0),
	  angle = Sqrt(Where(none, one, square)), c = Cos(angle), s = Sin(angle),
	  rest = Sub(one, c);

	for (size_t k = 0; k < 3; k++) e[k] = Div(Reshape(piece(r, k, 1), scalar()), angle);
	for (int i = 0; i < 3; i++)
		for (int j = 0; j < 3; j++) {
			V aside = Mul(e[(6 - i - j) % 3], s), both = Mul(Mul(e[i], e[j]), rest);

			y[3 * i + j] = i == j          ? Add(Sqr(e[i]), Mul(Sub(one, Sqr(e[i])), c))
				: (j - i + 3) % 3 == 1 ? Sub(both, aside)
						       : Add(both, aside);
			y[3 * i + j] = Where(none, i == j ? one : zero, y[3 * i + j]);
		}
	return entries(3, 3, y);
}

/* where theta has the angle of bone b about x; 0: it has none */
static size_t angleof(size_t b)
{
	size_t finger = (b - 1) / ANGLES, in = (b - 1) % ANGLES;

	if (b < 2 || finger >= FINGERS || !in) return 0;
	return GLOBAL + finger * ANGLES + (in == 1 ? 0 : in);
}

/* [4, 4 bones]: what each bone does to the model's vertices */
static V transforms(List *l, const Sizes *s, V theta)
{
	V *absolute = alloc(s->bones, sizeof *absolute), *each = alloc(s->bones, sizeof *each), all;

	for (size_t b = 0; b < s->bones; b++) {
		V own = Data(l, matrix(4, 4), s->relative + 16 * b);
		size_t at = angleof(b);

		if (at) {
			V a = Reshape(piece(theta, at, 1), scalar());
			bool two = (b - 1) % ANGLES == 1;
			V z = two ? Reshape(piece(theta, at + 1, 1), scalar()) : a;

			own = Matmul(own, joint(a, z, two), false, false);
		}
		absolute[b] = s->parent[b] < 0
			? own
			: Matmul(absolute[(size_t)s->parent[b]], own, false, false);
		each[b] = Matmul(absolute[b], Data(l, matrix(4, 4), s->inverse + 16 * b), false,
			false);
	}
	all = Concat(s->bones, each, 1);
	release(absolute), release(each);
	return all;
}

/* [3, vertices] */
static V posed(List *l, const Sizes *s, V theta)
{
	V how = piece(transforms(l, s, theta), 0, 3);
	V at = Matmul(how, Data(l, matrix(4 * s->bones, s->vertices), s->carried), false, false);
	V move = Reshape(piece(theta, 3, 3), matrix(3, 1));

	if (s->mirrored) at = Mul(at, Data(l, matrix(3, 1), (double[]){ -1, 1, 1 }));
	return Add(Matmul(rotation(piece(theta, 0, 3)), at, false, false), move);
}

static void rows(List *l, const Fn *f)
{
	const Sizes *s = f->what;
	V u = s->surface ? Input(l, "us", matrix(s->n, 2)) : (V){ 0 };
	V theta = Input(l, "theta", vector(THETA));
	V at = Transpose(posed(l, s, theta), (int[]){ 1, 0 }), corner[CORNERS];

	for (size_t k = 0; k < (s->surface ? CORNERS : 1); k++)
		corner[k] = Gather(at, Indices(at, s->n, s->corner + k * s->n));
	if (s->surface) {
		V a = columnat(u, 0), b = columnat(u, 1), c = Sub(Sub(Const(a, 1), a), b);

		corner[0] = Add(Add(Mul(a, corner[0]), Mul(b, corner[1])), Mul(c, corner[2]));
	}
	Output(Sub(Data(l, matrix(s->n, 3), s->points), corner[0]));
}

/* ---- what came in ------------------------------------------------------------------------ */

/* bones matrices of 4 x 4 */
static double *matrices(Received *in, const char *key, size_t bones)
{
	const json_t *all = in->why[0] ? NULL : memberof(in, in->j, key), *was = in->j;
	double *x = heldby(in, 16 * bones, sizeof *x);
	size_t four = 4;

	if (all && json_array_size(all) != bones)
		flaw(in, "\"%s\" must hold %zu matrices", key, bones);
	for (size_t b = 0; b < bones && !in->why[0]; b++) {
		in->j = json_array_get(all, b);
		memcpy(x + 16 * b, tablein(in, NULL, &four, &four), 16 * sizeof *x);
	}
	in->j = was;
	return x;
}

/* [4 bones, vertices]: weight of the bone times place */
static double *carriedby(Received *in, const Sizes *s, const double *place, const double *weight)
{
	double *x = heldby(in, 4 * s->bones * s->vertices, sizeof *x);

	for (size_t b = 0; b < s->bones && !in->why[0]; b++)
		for (size_t v = 0; v < s->vertices; v++)
			for (size_t r = 0; r < 4; r++)
				x[(4 * b + r) * s->vertices + v] =
					weight[v * s->bones + b] * place[4 * v + r];
	return x;
}

static double *model(Received *in, Sizes *s)
{
	size_t four = 4, three = CORNERS;
	double *weight, *place, *triangle;

	s->parent = placesin(in, "parents", &s->bones, s->bones + !s->bones * ROOMY);
	if (!in->why[0] && s->bones < BONES)
		flaw(in, "the model must have at least %d bones, a wrist and four of each finger",
			BONES);
	for (size_t b = 0; b < s->bones && !in->why[0]; b++)
		if (s->parent[b] >= (double)b)
			flaw(in, "\"parents\": [%zu] must be an earlier bone", b);
	s->relative = matrices(in, "base_relatives", s->bones);
	s->inverse = matrices(in, "inverse_base_absolutes", s->bones);
	place = tablein(in, "base_positions", &s->vertices, &four);
	weight = tablein(in, "weights", &s->vertices, &s->bones);
	s->carried = carriedby(in, s, place, weight);
	s->mirrored = boolin(in, "is_mirrored");
	triangle = s->surface ? tablein(in, "triangles", &s->triangles, &three) : NULL;
	for (size_t k = 0; k < 3 * s->triangles && !in->why[0]; k++)
		if (!(triangle[k] >= 0 && triangle[k] < (double)s->vertices &&
			    triangle[k] == (double)(size_t)triangle[k]))
			flaw(in, "\"triangles\": [%zu] must hold vertices below %zu", k / 3,
				s->vertices);
	return triangle;
}

static void read(Problem *p)
{
	Received *in = &p->in;
	Sizes *s = heldby(in, 1, sizeof *s);
	const json_t *all = in->j, *u = memberof(in, all, "us");
	size_t theta = THETA, two = 2, three = 3;
	double *first = numbersin(in, "theta", &theta), *us = NULL, *triangle = NULL, *held;

	if (u && !json_is_array(u)) flaw(in, "\"us\" must be an array");
	s->surface = json_array_size(u) > 0;
	if (!in->why[0]) in->j = memberof(in, all, "data");
	if (!in->why[0]) {
		const json_t *data = in->j;

		in->j = memberof(in, data, "model");
		triangle = model(in, s);
		in->j = data;
	}
	held = placesin(in, "correspondences", &s->n, s->surface ? s->triangles : s->vertices);
	s->points = tablein(in, "points", &s->n, &three);
	in->j = all;
	if (s->surface) us = tablein(in, "us", &s->n, &two);
	s->corner = heldby(in, CORNERS * s->n, sizeof *s->corner);
	for (size_t k = 0; k < s->n && !in->why[0]; k++) {
		if (held[k] < 0)
			flaw(in, "\"correspondences\": [%zu] must not be negative", k);
		else if (!s->surface)
			s->corner[k] = held[k];
		else
			for (size_t c = 0; c < CORNERS; c++)
				s->corner[c * s->n + k] = triangle[3 * (size_t)held[k] + c];
	}
	s->moved = THETA + (s->surface ? 2 : 0);
	p->nx = THETA + (s->surface ? 2 * s->n : 0);
	p->x = heldby(in, p->nx, sizeof *p->x);
	if (!in->why[0]) {
		if (us) memcpy(p->x, us, 2 * s->n * sizeof *us);
		memcpy(p->x + p->nx - THETA, first, THETA * sizeof *first);
	}
	p->what = s;
	p->fn.record = rows;
}

/* the first u of every point, the second of every point, then theta one by one */
static size_t seeds(const Problem *p, double *d)
{
	const Sizes *s = p->what;
	size_t us = s->surface ? 2 : 0;

	for (size_t t = 0; d && t < us; t++)
		for (size_t i = 0; i < s->n; i++) d[t * p->nx + 2 * i + t] = 1;
	for (size_t t = 0; d && t < THETA; t++) d[(us + t) * p->nx + p->nx - THETA + t] = 1;
	return s->moved;
}

/* ---- the answers ---------------------------------------------------------------------------- */

static json_t *distances(const Problem *p, const double *y)
{
	return rowof(3 * ((const Sizes *)p->what)->n, y);
}

static json_t *jacobianrows(const Problem *p, const double *dy)
{
	const Sizes *s = p->what;
	json_t *all = json_array();

	for (size_t i = 0; i < 3 * s->n; i++) {
		json_t *r = json_array();

		for (size_t t = 0; t < s->moved; t++)
			json_array_append_new(r, numeral(dy[t * 3 * s->n + i]));
		json_array_append_new(all, r);
	}
	return all;
}

const Module ht_module = { "ht", read, seeds,
	{ { "objective", &byvalue, distances, 0 }, { "jacobian", &bytangents, jacobianrows, 0 } } };
