/* safetensors.c -- eight bytes of length, a JSON object, the elements: F16, BF16, F32, F64.
 *
 *	{"x": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, "__metadata__": {...}}
 */
#include "checks/io/safetensors.h"
#include "checks/commands/options.h"
#include "engines/numbers/narrow.h"
#include <errno.h>
#include <jansson.h>
#include <string.h>

enum { MOSTHEADER = 1 << 24 };

static const struct { const char *dtype; size_t size; bool brain; } kinds[] = {
	{ "F16", 2, false }, { "BF16", 2, true }, { "F32", 4, false }, { "F64", 8, false },
};

static double element(const unsigned char *b, const Npy *a)
{
	uint16_t half;
	float f;
	double d;

	if (a->size == 2) memcpy(&half, b, 2);
	if (a->size == 2) return a->brain ? widened(half, 8, 128) : widened(half, 11, 16);
	if (a->size == 4) memcpy(&f, b, 4);
	if (a->size == 4) return (double)f;
	memcpy(&d, b, 8);
	return d;
}

static Npy tensor(const char *file, const char *name, json_t *j, const unsigned char *data,
	size_t n)
{
	const char *dtype = json_string_value(json_object_get(j, "dtype"));
	json_t *shape = json_object_get(j, "shape"), *at = json_object_get(j, "data_offsets");
	json_int_t from = json_integer_value(json_array_get(at, 0)),
		   to = json_integer_value(json_array_get(at, 1));
	Npy a = { .kind = 'f' };
	size_t k = 0;

	for (; dtype && k < sizeof kinds / sizeof *kinds && strcmp(kinds[k].dtype, dtype); k++)
		;
	if (!dtype || k == sizeof kinds / sizeof *kinds)
		bad("%s: %s is of %s; expected F16, BF16, F32 or F64", file, name,
			dtype ? dtype : "no dtype");
	a.size = kinds[k].size, a.brain = kinds[k].brain;
	if (!json_is_array(shape) || json_array_size(shape) > RANK)
		bad("%s: %s has no shape of at most %d sizes", file, name, RANK);
	for (size_t r = 0; r < json_array_size(shape); r++) {
		json_int_t d = json_integer_value(json_array_get(shape, r));

		if (d < 1 || d > 1000000000)
			bad("%s: %s has an axis of size %lld", file, name, (long long)d);
		a.shape.dim[a.shape.rank++] = (size_t)d;
		if ((double)count(&a.shape) > 1e9) bad("%s: %s has over 10^9 elements", file, name);
	}
	if (from < 0 || to < from || (size_t)to > n ||
		(size_t)(to - from) != count(&a.shape) * a.size)
		bad("%s: the bytes of %s do not fit its shape, or the file ends before them", file,
			name);
	a.x = alloc(count(&a.shape), sizeof *a.x);
	for (size_t i = 0; i < count(&a.shape); i++)
		a.x[i] = element(data + (size_t)from + i * a.size, &a);
	return a;
}

static unsigned char *slurped(const char *file, size_t *n)
{
	FILE *f = fopen(file, "rb");
	unsigned char *s = NULL;
	size_t room = 0, got;

	if (!f) bad("%s: %s", file, strerror(errno));
	*n = 0;
	do {
		s = grow(s, &room, *n + 65536, 1);
		*n += got = fread(s + *n, 1, 65536, f);
	} while (got);
	fclose(f);
	return s;
}

Tensor *readtensors(const char *file, size_t *n)
{
	size_t total, length = 0, room = 0;
	unsigned char *s = slurped(file, &total);
	json_error_t e;
	json_t *head, *j;
	const char *name;
	Tensor *t = NULL;

	*n = 0;
	for (int k = 8; total >= 8 && k--;) length = length << 8 | s[k];
	if (total < 8 || length > MOSTHEADER || length > total - 8)
		bad("%s: not a .safetensors file: expected the length of its header in 8 bytes",
			file);
	head = json_loadb((char *)s + 8, length, 0, &e);
	if (!json_is_object(head)) bad("%s: its header is no JSON object: %s", file, e.text);
	json_object_foreach(head, name, j) {
		if (!strcmp(name, "__metadata__")) continue;
		t = grow(t, &room, *n + 1, sizeof *t);
		t[*n].name = text("%s", name);
		t[(*n)++].a = tensor(file, name, j, s + 8 + length, total - 8 - length);
	}
	json_decref(head);
	release(s);
	return t;
}
