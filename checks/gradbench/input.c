/* input.c -- the fields of a message, each of the type and size that its module needs. */
#include "checks/gradbench/gradbench.h"
#include <math.h>
#include <string.h>

void flaw(Received *in, const char *fmt, ...)
{
	va_list ap;

	if (in->why[0]) return;
	va_start(ap, fmt);
	vsnprintf(in->why, WHY, fmt, ap);
	va_end(ap);
}

void *heldby(Received *in, size_t n, size_t size)
{
	in->own = grow(in->own, &in->room, in->n + 1, sizeof *in->own);
	return in->own[in->n++] = alloc(n + !n, size);
}

void dismiss(Received *in)
{
	for (size_t k = 0; k < in->n; k++) release(in->own[k]);
	release(in->own);
	*in = (Received){ 0 };
}

const json_t *memberof(Received *in, const json_t *j, const char *key)
{
	const json_t *v = json_object_get(j, key);

	if (!json_is_object(j))
		flaw(in, "the input must be an object");
	else if (!v)
		flaw(in, "the input lacks \"%s\"", key);
	return v;
}

static const json_t *field(Received *in, const char *key)
{
	if (in->why[0]) return NULL;
	return key ? memberof(in, in->j, key) : in->j;
}

static const char *named(const char *key) { return key ? key : "input"; }

double numberin(Received *in, const char *key)
{
	const json_t *v = field(in, key);

	if (v && !json_is_number(v)) flaw(in, "\"%s\" must be a number", named(key));
	return v && json_is_number(v) ? json_number_value(v) : 0;
}

/* 12 and 12.0 are whole numbers, 12.5 and "12" are not */
static bool iswhole(const json_t *v, double least, double most)
{
	double x = json_number_value(v);

	return json_is_number(v) && x == floor(x) && x >= least && x <= most;
}

size_t wholein(Received *in, const char *key, size_t least, size_t most)
{
	const json_t *v = field(in, key);

	if (!v) return 0;
	if (iswhole(v, (double)least, (double)most)) return (size_t)json_number_value(v);
	flaw(in, "\"%s\" must be a whole number from %zu to %zu", named(key), least, most);
	return 0;
}

bool boolin(Received *in, const char *key)
{
	const json_t *v = field(in, key);

	if (v && !json_is_boolean(v)) flaw(in, "\"%s\" must be true or false", key);
	return json_is_true(v);
}

/* the numbers of v at x, of which there are to be n */
static void row(Received *in, const char *key, const json_t *v, size_t n, double *x)
{
	if (!json_is_array(v) || json_array_size(v) != n) {
		flaw(in, "\"%s\" must hold %zu numbers%s", key, n,
			json_is_array(v) ? "" : " as an array");
		return;
	}
	for (size_t k = 0; k < n; k++) {
		const json_t *e = json_array_get(v, k);

		if (!json_is_number(e)) flaw(in, "\"%s\": [%zu] must be a number", key, k);
		x[k] = json_number_value(e);
	}
}

double *numbersin(Received *in, const char *key, size_t *n)
{
	const json_t *v = field(in, key);
	double *x;

	if (v && !*n) *n = json_array_size(v);
	if (v && !*n) flaw(in, "\"%s\" must be an array of at least one number", key);
	x = heldby(in, *n, sizeof *x);
	if (v && !in->why[0]) row(in, key, v, *n, x);
	return x;
}

double *tablein(Received *in, const char *key, size_t *m, size_t *n)
{
	const json_t *v = field(in, key);
	double *x;

	if (v && !*m) *m = json_array_size(v);
	if (v && *m && !*n) *n = json_array_size(json_array_get(v, 0));
	if (v && (!*m || !*n))
		flaw(in, "\"%s\" must be an array of arrays of at least one number", key);
	else if (v && json_array_size(v) != *m)
		flaw(in, "\"%s\" must hold %zu arrays", key, *m);
	x = heldby(in, *m * *n, sizeof *x);
	for (size_t k = 0; v && !in->why[0] && k < *m; k++)
		row(in, key, json_array_get(v, k), *n, x + k * *n);
	return x;
}

double *placesin(Received *in, const char *key, size_t *n, size_t most)
{
	const json_t *v = field(in, key);
	double *x = numbersin(in, key, n);

	for (size_t k = 0; v && !in->why[0] && k < *n; k++)
		if (!iswhole(json_array_get(v, k), -1, (double)most - 1))
			flaw(in, "\"%s\": [%zu] must be a whole number below %zu", key, k, most);
	return x;
}
