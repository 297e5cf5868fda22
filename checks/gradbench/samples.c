/* samples.c -- inputs of each module, their numbers drawn: small ones, and large ones for the
 * clock.
 */
#include "checks/gradbench/certify.h"

enum { BONES = 22, THETA = 26 };

/* of 53 bits: a tool that reads them in binary32 must be seen */
static double draw(gsl_rng *g, double lo, double hi)
{
	double low = gsl_rng_uniform(g) * 0x1p-27;

	return lo + (hi - lo) * (gsl_rng_uniform(g) + low);
}

static size_t from(gsl_rng *g, size_t lo, size_t hi)
{
	return lo + gsl_rng_uniform_int(g, hi - lo + 1);
}

static json_t *drawn(gsl_rng *g, size_t n, double lo, double hi)
{
	json_t *a = json_array();

	for (size_t k = 0; k < n; k++) json_array_append_new(a, json_real(draw(g, lo, hi)));
	return a;
}

static json_t *drawnrows(gsl_rng *g, size_t m, size_t n, double lo, double hi)
{
	json_t *a = json_array();

	for (size_t k = 0; k < m; k++) json_array_append_new(a, drawn(g, n, lo, hi));
	return a;
}

static json_t *hello(gsl_rng *g, bool large) { return json_real(draw(g, 0.5, 2)); }

static json_t *det(gsl_rng *g, bool large)
{
	size_t l = large ? 7 : from(g, 2, 5);

	return json_pack("{s:o, s:i}", "A", drawn(g, l * l, -1, 1), "ell", (int)l);
}

static json_t *lse(gsl_rng *g, bool large)
{
	return json_pack("{s:o}", "x", drawn(g, large ? 10000 : from(g, 5, 9), -4, 4));
}

static json_t *llsq(gsl_rng *g, bool large)
{
	json_t *x = drawn(g, large ? 128 : from(g, 2, 5), -1, 1);

	return json_pack("{s:o, s:i}", "x", x, "n", large ? 256 : (int)from(g, 7, 12));
}

/* more than the 4 numbers that one step of Runge-Kutta solves exactly */
static json_t *ode(gsl_rng *g, bool large)
{
	json_t *x = drawn(g, large ? 1000 : from(g, 5, 7), 0.25, 1);

	return json_pack("{s:o, s:i}", "x", x, "s", large ? 10 : (int)from(g, 2, 4));
}

/* from d = 4 on a triangle by rows is not one by columns */
static json_t *gmm(gsl_rng *g, bool large)
{
	size_t d = large ? 10 : from(g, 3, 4), k = large ? 25 : from(g, 2, 3),
	       n = large ? 100 : from(g, 3, 5);
	json_t *a = drawn(g, k, -1, 1), *mu = drawnrows(g, k, d, 0, 1),
	       *q = drawnrows(g, k, d, -1, 1), *l = drawnrows(g, k, d * (d - 1) / 2, -1, 1),
	       *x = drawnrows(g, n, d, -1, 1);

	return json_pack("{s:i, s:i, s:i, s:o, s:i, s:f, s:o, s:o, s:o, s:o}", "d", (int)d, "k",
		(int)k, "n", (int)n, "x", x, "m", (int)from(g, 0, 2), "gamma", draw(g, 0.5, 1.5),
		"alpha", a, "mu", mu, "q", q, "l", l);
}

/* each centroid is a point moved a little: none is without one */
static json_t *kmeans(gsl_rng *g, bool large)
{
	size_t d = large ? 8 : from(g, 2, 3), k = large ? 10 : from(g, 2, 3);
	json_t *points = drawnrows(g, large ? 1000 : from(g, 6, 9), d, 0, 1), *c = json_array();

	for (size_t j = 0; j < k; j++) {
		const json_t *p = json_array_get(points, j);
		json_t *moved = json_array();

		for (size_t i = 0; i < d; i++)
			json_array_append_new(moved,
				json_real(json_real_value(json_array_get(p, i)) + 0x1p-7));
		json_array_append_new(c, moved);
	}
	return json_pack("{s:o, s:o}", "points", points, "centroids", c);
}

static json_t *lstm(gsl_rng *g, bool large)
{
	size_t l = large ? 2 : from(g, 1, 2), b = large ? 14 : from(g, 2, 3);
	json_t *text = json_array(), *main = drawnrows(g, 2 * l, 4 * b, 0, 1),
	       *extra = drawnrows(g, 3, b, 0, 1), *state = drawnrows(g, 2 * l, b, 0, 1);

	for (size_t k = large ? 128 : from(g, 3, 5); k; k--) {
		json_t *bits = json_array();

		for (size_t i = 0; i < b; i++)
			json_array_append_new(bits, json_real((double)gsl_rng_uniform_int(g, 2)));
		json_array_append_new(text, bits);
	}
	return json_pack("{s:o, s:o, s:o, s:o}", "main_params", main, "extra_params", extra,
		"state", state, "sequence", text);
}

/* lengths and places as those of a photograph: far from 1 */
static json_t *ba(gsl_rng *g, bool large)
{
	static const struct {
		size_t n;
		double lo, hi;
	} part[] = { { 3, -1, 1 }, { 3, -2, 2 }, { 1, 300, 500 }, { 2, -8, 8 },
		{ 2, -0.125, 0.125 } };
	json_t *cam = json_array();

	for (size_t k = 0; k < sizeof part / sizeof *part; k++)
		for (size_t i = 0; i < part[k].n; i++)
			json_array_append_new(cam, json_real(draw(g, part[k].lo, part[k].hi)));
	return json_pack("{s:i, s:i, s:i, s:o, s:o, s:f, s:o}", "n",
		large ? 21 : (int)from(g, 1, 3), "m", large ? 100 : (int)from(g, 2, 4), "p",
		large ? 400 : (int)from(g, 10, 13), "cam", cam, "x", drawn(g, 3, 4, 8), "w",
		draw(g, 0.25, 1), "feat", drawn(g, 2, 0, 400));
}

static json_t *matrices(gsl_rng *g)
{
	json_t *all = json_array();

	for (size_t b = 0; b < BONES; b++) {
		json_t *m = drawnrows(g, 3, 4, -0.75, 0.75);

		json_array_append_new(m, json_pack("[f, f, f, f]", 0., 0., 0., 1.));
		json_array_append_new(all, m);
	}
	return all;
}

/* a wrist, from which five fingers of four bones start, and a forearm */
static json_t *model(gsl_rng *g, bool large)
{
	json_t *names = json_array(), *parents = json_array(), *base = json_array(),
	       *corners = json_array();
	int vertices = large ? 200 : 6, triangles = large ? 100 : 4;

	for (int b = 0; b < BONES; b++) {
		json_array_append_new(names, json_sprintf("bone%d", b));
		json_array_append_new(parents,
			json_integer(!b                                ? -1
					: b % 4 == 1 || b == BONES - 1 ? 0
								       : b - 1));
	}
	for (int v = 0; v < vertices; v++) {
		json_t *p = drawn(g, 3, -1, 1);

		json_array_append_new(p, json_real(1));
		json_array_append_new(base, p);
	}
	for (int t = 0; t < triangles; t++)
		json_array_append_new(corners,
			json_pack("[i, i, i]", t, t + 1, (t + 3) % vertices));
	return json_pack("{s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b}", "bone_count", BONES,
		"bone_names", names, "parents", parents, "base_relatives", matrices(g),
		"inverse_base_absolutes", matrices(g), "base_positions", base, "weights",
		drawnrows(g, (size_t)vertices, BONES, 0, 0.0625), "triangles", corners,
		"is_mirrored", (int)from(g, 0, 1));
}

static json_t *ht(gsl_rng *g, bool large)
{
	size_t n = large ? 50 : 3;
	json_t *hand = model(g, large), *places = json_array(), *theta = drawn(g, THETA, -1, 1),
	       *points = drawnrows(g, n, 3, -1, 1);

	for (size_t k = 0; k < n; k++)
		json_array_append_new(places, json_integer((json_int_t)(k + (k > 0))));
	return json_pack("{s:o, s:{s:o, s:o, s:o}, s:o}", "theta", theta, "data", "model", hand,
		"correspondences", places, "points", points, "us", drawnrows(g, n, 2, 0, 0.5));
}

/* the published runs start at 0, and at 1, 1 */
static json_t *particle(gsl_rng *g, bool large)
{
	return json_pack("{s:f}", "w", draw(g, 0, 0.125));
}

static json_t *saddle(gsl_rng *g, bool large)
{
	return json_pack("{s:o}", "start", drawn(g, 2, 0.75, 1.25));
}

/* in the order of the modules */
static json_t *(*const samples[])(gsl_rng *, bool) = {
#define M(name) name,
#include "checks/gradbench/modules.def"
};

json_t *sampleof(const Module *m, gsl_rng *g, bool large)
{
	size_t k = 0;

	while (modulenumber(k) != m) k++;
	return samples[k](g, large);
}
