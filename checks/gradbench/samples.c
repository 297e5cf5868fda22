/* samples.c -- a small input of each module, its numbers drawn: what tools of others are asked. */
#include "checks/gradbench/certify.h"
#include <string.h>

enum { BONES = 22, VERTICES = 6, TRIANGLES = 4, POINTS = 3, THETA = 26 };

static double draw(gsl_rng *g, double lo, double hi)
{
	return f32.round(lo + (hi - lo) * gsl_rng_uniform(g));
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

static json_t *hello(gsl_rng *g) { return json_real(draw(g, 0.5, 2)); }

static json_t *det(gsl_rng *g)
{
	return json_pack("{s:o, s:i}", "A", drawn(g, 16, -1, 1), "ell", 4);
}

static json_t *lse(gsl_rng *g) { return json_pack("{s:o}", "x", drawn(g, 7, -4, 4)); }

static json_t *llsq(gsl_rng *g) { return json_pack("{s:o, s:i}", "x", drawn(g, 4, -1, 1), "n", 9); }

static json_t *ode(gsl_rng *g)
{
	return json_pack("{s:o, s:i}", "x", drawn(g, 6, 0.25, 1), "s", 3);
}

static json_t *gmm(gsl_rng *g)
{
	return json_pack("{s:i, s:i, s:i, s:o, s:i, s:f, s:o, s:o, s:o, s:o}", "d", 3, "k", 2, "n",
		4, "x", drawnrows(g, 4, 3, -1, 1), "m", 1, "gamma", 0.75, "alpha",
		drawn(g, 2, -1, 1), "mu", drawnrows(g, 2, 3, 0, 1), "q", drawnrows(g, 2, 3, -1, 1),
		"l", drawnrows(g, 2, 3, -1, 1));
}

/* each centroid is a point moved a little: none is without one */
static json_t *kmeans(gsl_rng *g)
{
	json_t *points = drawnrows(g, 7, 2, 0, 1), *c = json_array();

	for (size_t k = 0; k < 2; k++) {
		const json_t *p = json_array_get(points, k);

		json_array_append_new(c,
			json_pack("[f, f]", json_real_value(json_array_get(p, 0)) + 0x1p-6,
				json_real_value(json_array_get(p, 1)) - 0x1p-7));
	}
	return json_pack("{s:o, s:o}", "points", points, "centroids", c);
}

static json_t *lstm(gsl_rng *g)
{
	json_t *text = json_array();

	for (size_t k = 0; k < 4; k++) {
		json_t *bits = json_array();

		for (size_t b = 0; b < 3; b++)
			json_array_append_new(bits, json_real((double)gsl_rng_uniform_int(g, 2)));
		json_array_append_new(text, bits);
	}
	return json_pack("{s:o, s:o, s:o, s:o}", "main_params", drawnrows(g, 4, 12, 0, 1),
		"extra_params", drawnrows(g, 3, 3, 0, 1), "state", drawnrows(g, 4, 3, 0, 1),
		"sequence", text);
}

/* lengths and places as those of a photograph: far from 1 */
static json_t *ba(gsl_rng *g)
{
	json_t *cam = drawn(g, 3, -1, 1);

	json_array_extend(cam, drawn(g, 3, -2, 2));
	json_array_extend(cam, drawn(g, 1, 300, 500));
	json_array_extend(cam, drawn(g, 2, -8, 8));
	json_array_extend(cam, drawn(g, 2, -0.125, 0.125));
	return json_pack("{s:i, s:i, s:i, s:o, s:o, s:f, s:o}", "n", 2, "m", 3, "p", 12, "cam", cam,
		"x", drawn(g, 3, 4, 8), "w", draw(g, 0.25, 1), "feat", drawn(g, 2, 0, 400));
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
static json_t *model(gsl_rng *g)
{
	json_t *names = json_array(), *parents = json_array(), *base = json_array(),
	       *corners = json_array();

	for (int b = 0; b < BONES; b++) {
		json_array_append_new(names, json_sprintf("bone%d", b));
		json_array_append_new(parents,
			json_integer(!b                                ? -1
					: b % 4 == 1 || b == BONES - 1 ? 0
								       : b - 1));
	}
	for (int v = 0; v < VERTICES; v++) {
		json_t *p = drawn(g, 3, -1, 1);

		json_array_append_new(p, json_real(1));
		json_array_append_new(base, p);
	}
	for (int t = 0; t < TRIANGLES; t++)
		json_array_append_new(corners,
			json_pack("[i, i, i]", t, t + 1, (t + 3) % VERTICES));
	return json_pack("{s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b}", "bone_count", BONES,
		"bone_names", names, "parents", parents, "base_relatives", matrices(g),
		"inverse_base_absolutes", matrices(g), "base_positions", base, "weights",
		drawnrows(g, VERTICES, BONES, 0, 0.0625), "triangles", corners, "is_mirrored", 0);
}

static json_t *ht(gsl_rng *g)
{
	json_t *hand = model(g);

	return json_pack("{s:o, s:{s:o, s:[i, i, i], s:o}, s:o}", "theta", drawn(g, THETA, -1, 1),
		"data", "model", hand, "correspondences", 0, 2, 3, "points",
		drawnrows(g, POINTS, 3, -1, 1), "us", drawnrows(g, POINTS, 2, 0, 0.5));
}

/* where the published runs start */
static json_t *particle(gsl_rng *g) { return json_pack("{s:f}", "w", 0.); }
static json_t *saddle(gsl_rng *g) { return json_pack("{s:[f, f]}", "start", 1., 1.); }

static const struct {
	const char *name;
	json_t *(*make)(gsl_rng *);
} samples[] = {
#define M(name) { #name, name },
#include "checks/gradbench/modules.def"
};

json_t *sampleof(const Module *m, gsl_rng *g)
{
	for (size_t k = 0; k < sizeof samples / sizeof *samples; k++)
		if (!strcmp(samples[k].name, m->name)) return samples[k].make(g);
	die("gradbench: no sample of module %s", m->name);
}
