/* safetensors.c -- eight bytes of length, a JSON object, the elements: F16, BF16, F32, F64, I32,
 * I64.  A tensor of another type is kept without its elements, for a folder may hold what nobody
 * asks for.
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

static const struct { const char *dtype; size_t size; char kind; bool brain; } kinds[] = {
	{ "F16", 2, 'f', false }, { "BF16", 2, 'f', true }, { "F32", 4, 'f', false },
	{ "F64", 8, 'f', false }, { "I32", 4, 'i', false }, { "I64", 8, 'i', false },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static double element(const unsigned char *b, const Npy *a)
{
	union { uint16_t half; float f; double d; int32_t i; int64_t l; } u;

	memcpy(&u, b, a->size);
	if (a->size == 2) return a->brain ? widened(u.half, 8, 128) : widened(u.half, 11, 16);
	if (a->kind == 'i') return a->size == 4 ? (double)u.i : (double)u.l;
	return a->size == 4 ? (double)u.f : u.d;
}

static Npy tensor(const char *file, const char *name, json_t *j, const unsigned char *data,
	size_t n)
{
	const char *dtype = json_string_value(json_object_get(j, "dtype"));
	json_t *shape = json_object_get(j, "shape"), *at = json_object_get(j, "data_offsets");
	json_int_t from = json_integer_value(json_array_get(at, 0)),
		   to = json_integer_value(json_array_get(at, 1));
	Npy a = { 0 };
	size_t k = 0;

	if (!dtype) bad("%s: %s has no dtype", file, name);
	while (k < KINDS && strcmp(kinds[k].dtype, dtype)) k++;
	if (k == KINDS) return a;
	a.kind = kinds[k].kind, a.size = kinds[k].size, a.brain = kinds[k].brain;
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

/* bytes of its elements */
static size_t extent(const char *file, const char *name, json_t *j)
{
	json_t *at = json_object_get(j, "data_offsets");
	json_int_t from = json_integer_value(json_array_get(at, 0)),
		   to = json_integer_value(json_array_get(at, 1));

	if (json_array_size(at) != 2 || from < 0 || to < from)
		bad("%s: %s has no data_offsets: its first byte, and that after its last", file,
			name);
	return (size_t)(to - from);
}

static unsigned char *slurped(const char *file, size_t *n)
{
	FILE *f = fopen(file, "rb");
	unsigned char *s = NULL;
	size_t room = 0, got;

	if (!f) bad("%s: %s", file, strerror(errno));
	*n = 0;
	do {
		s = grow(s, &room, *n + 4096, 1);
		*n += got = fread(s + *n, 1, 4096, f);
	} while (got);
	fclose(f);
	return s;
}

Tensor *readtensors(const char *file, size_t *n)
{
	size_t total, length = 0, room = 0, held = 0;
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
	head = json_loadb((char *)s + 8, length, JSON_REJECT_DUPLICATES, &e);
	if (!json_is_object(head))
		bad("%s: its header is no JSON object: %s", file,
			head ? "it is something else" : e.text);
	json_object_foreach(head, name, j) {
		if (!strcmp(name, "__metadata__")) continue;
		held += extent(file, name, j);
		t = grow(t, &room, *n + 1, sizeof *t);
		t[*n].name = text("%s", name);
		t[(*n)++].a = tensor(file, name, j, s + 8 + length, total - 8 - length);
	}
	if (held != total - 8 - length)
		bad("%s: its tensors have %zu bytes, but %zu follow the header", file, held,
			total - 8 - length);
	json_decref(head);
	release(s);
	return t;
}
