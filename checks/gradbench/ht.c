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
enum {
	THETA = 26,
	GLOBAL = 6,
	FINGERS = 5,
	ANGLES = 4,
	BONESOF = 4,
	BONES = 21,
	ROOMY = 256,
	CORNERS = 3
};

typedef struct {
	size_t bones, vertices, triangles, n, moved; /* n points; moved: u, if any, and theta */
	double *parent, *relative, *inverse, *carried, *points;
	double *corner; /* vertices: n, or n of each corner */
	bool mirrored, surface;
} Sizes;

/* ---- the function ------------------------------------------------------------------------ */

/* the turn about an axis by its length; of next to nothing: none */
static V rotation(V r)
{
	static const double around[] = { 6, 5, 1, 2, 6, 3, 4, 0, 6 };
	V norm = Norm(r, ALL), none = Lt(norm, Const(norm, 1e-4)), one = Const(norm, 1);
	V angle = Sqrt(Where(none, one, Sum(Sqr(r), ALL))), e = Div(r, angle), c = Cos(angle);
	V both = Concat(3, (V[]){ e, Neg(e), Const(piece(e, 0, 1), 0) }, 0);
	V beside = Reshape(Gather(both, Indices(e, 9, around)), matrix(3, 3));
	V outer = Mul(Reshape(e, matrix(3, 1)), Reshape(e, matrix(1, 3))),
	  I = Unitmatrix(r.list, 3);
	V turn = Add(Add(Mul(outer, Sub(one, c)), Mul(I, c)), Mul(beside, Sin(angle)));

	return Where(none, I, turn);
}

/* ---- joints: the second bone of a finger turns about z after x, the next two about x ----------
 */

enum {
	JOINTS = 3 * FINGERS,
	NIL = 0,
	UNIT,
	COSX,
	SINX = COSX + JOINTS,
	COSZ = SINX + JOINTS,
	SINZ = COSZ + FINGERS,
	CC = SINZ + FINGERS,
	CS = CC + FINGERS,
	SC = CS + FINGERS,
	SS = SC + FINGERS
};

/* of bone b: finger and which of its joints; false: it has none */
static bool jointof(size_t b, size_t *finger, size_t *joint)
{
	*finger = (b - 1) / BONESOF, *joint = (b - 1) % BONESOF;
	return b > 1 && *finger < FINGERS && (*joint)--;
}

/* where the elements of bone b's [4,4] stand among all cosines, sines and products, and signs */
static void elements(size_t b, double *at, double *sign)
{
	size_t f, j, x, two = 0;

	for (size_t k = 0; k < 16; k++) at[k] = k % 5 ? NIL : UNIT, sign[k] = 1;
	if (!jointof(b, &f, &j)) return;
	x = 3 * f + j;
	two = !j;
	at[0] = two ? (double)(COSZ + f) : UNIT;
	at[1] = two ? (double)(SC + f) : NIL, sign[1] = -1;
	at[2] = two ? (double)(SS + f) : NIL;
	at[4] = two ? (double)(SINZ + f) : NIL;
	at[5] = (double)(two ? CC + f : COSX + x);
	at[6] = (double)(two ? CS + f : SINX + x), sign[6] = -1;
	at[9] = (double)(SINX + x), at[10] = (double)(COSX + x);
}

/* all cosines, sines and products in the order of the enumeration */
static V turns(V theta)
{
	double x[JOINTS], z[FINGERS], first[FINGERS];

	for (size_t f = 0; f < FINGERS; f++) {
		size_t at = GLOBAL + ANGLES * f;

		for (size_t j = 0; j < 3; j++) x[3 * f + j] = (double)(at + (j ? j + 1 : 0));
		z[f] = (double)at + 1, first[f] = 3 * (double)f;
	}
	V a = Gather(theta, Indices(theta, JOINTS, x)),
	  b = Gather(theta, Indices(theta, FINGERS, z));
	V c = Cos(a), s = Sin(a), cz = Cos(b), sz = Sin(b), of = Indices(theta, FINGERS, first);
	V cf = Gather(c, of), sf = Gather(s, of);
	V two = Data(theta.list, vector(2), (double[]){ 0, 1 });

	return Concat(9,
		(V[]){ two, c, s, cz, sz, Mul(cz, cf), Mul(cz, sf), Mul(sz, cf), Mul(sz, sf) }, 0);
}

/* of each bone to its parent: [bones,16] */
static V relatives(List *l, const Sizes *s, V theta)
{
	double *at = alloc(16 * s->bones, sizeof *at), *sign = alloc(16 * s->bones, sizeof *sign);
	Shape each = { 3, { s->bones, 4, 4 } };

	for (size_t b = 0; b < s->bones; b++) elements(b, at + 16 * b, sign + 16 * b);
	V joint = Mul(Gather(turns(theta), Indices(theta, 16 * s->bones, at)),
		Data(l, vector(16 * s->bones), sign));
	release(at), release(sign);
	return Reshape(Matmul(Data(l, each, s->relative), Reshape(joint, each), false, false),
		matrix(s->bones, 16));
}

/* bones as far from the root as that one: which, and where their parents stand among those before
 */
typedef struct {
	size_t n;
	double *bone, *parent;
} Generation;

static size_t depthof(const Sizes *s, size_t b)
{
	size_t d = 0;

	for (; s->parent[b] >= 0; b = (size_t)s->parent[b]) d++;
	return d;
}

static Generation generation(const Sizes *s, size_t depth, size_t from, double *place)
{
	Generation g = { 0, alloc(s->bones, sizeof(double)), alloc(s->bones, sizeof(double)) };

	for (size_t b = 0; b < s->bones; b++) {
		if (depthof(s, b) != depth) continue;
		g.bone[g.n] = (double)b;
		if (depth) g.parent[g.n] = place[(size_t)s->parent[b]];
		place[b] = (double)(from + g.n++);
	}
	return g;
}

/* [3, 4 bones]: what each bone does to the model's vertices; generation by generation */
static V transforms(List *l, const Sizes *s, V theta)
{
	V relative = relatives(l, s, theta), all = { 0 };
	double *place = alloc(s->bones, sizeof *place);
	size_t done = 0;

	for (size_t depth = 0; done < s->bones; depth++) {
		Generation g = generation(s, depth, done, place);
		Shape each = { 3, { g.n, 4, 4 } };
		V own = Gather(relative, Indices(theta, g.n, g.bone));

		if (depth) {
			V before = Gather(all, Indices(theta, g.n, g.parent));

			own = Matmul(Reshape(before, each), Reshape(own, each), false, false);
			own = Reshape(own, matrix(g.n, 16));
		}
		all = done ? Concat(2, (V[]){ all, own }, 0) : own;
		done += g.n;
		release(g.bone), release(g.parent);
	}
	Shape each = { 3, { s->bones, 4, 4 } };
	V absolute = Reshape(Gather(all, Indices(theta, s->bones, place)), each);
	V whole = Matmul(absolute, Data(l, each, s->inverse), false, false);
	release(place);
	V top = Slice(whole, (size_t[]){ 0, 0, 0 }, (size_t[]){ s->bones, 3, 4 }, NULL);
	return Reshape(Transpose(top, (int[]){ 1, 0, 2 }), matrix(3, 4 * s->bones));
}

/* [3, vertices] */
static V posed(List *l, const Sizes *s, V theta)
{
	V at = Matmul(transforms(l, s, theta),
		Data(l, matrix(4 * s->bones, s->vertices), s->carried), false, false);
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

static Origin entry(const Problem *p, size_t k)
{
	const Sizes *s = p->what;
	size_t o = k / s->moved, t = k % s->moved, us = s->moved - THETA;

	return (Origin){ o, t < us ? o / 3 * 2 + t : p->nx - s->moved + t, false };
}

const Module ht_module = { "ht", read, seeds, NULL, entry,
	{ { "objective", VALUES, &byvalue, distances, 0 },
		{ "jacobian", DERIVATIVES, &bytangents, jacobianrows, 0 } } };
