/* npy.c -- an array from a .npy file: float64, float32, whole numbers; C or Fortran order; versions 1 to 3.
 *
 * numpy.lib.format describes the header: magic, version, length, a dictionary.
 */
#include "checks/options.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER = 1 << 16 };

typedef struct { char kind; size_t size; bool big, fortran; } Layout;

static const char *entry(const char *head, const char *key, const char *file)
{
	const char *p = strstr(head, key);

	if (!p || !(p = strchr(p + strlen(key), ':')))
		bad("%s: the header has no %s", file, key);
	for (p++; *p == ' '; p++)
		;
	return p;
}

static Layout layout(const char *head, const char *file)
{
	const char *d = entry(head, "'descr'", file);
	Layout a = { d[2], (size_t)atoi(d + 3), d[1] == '>', !strncmp(entry(head, "'fortran_order'", file), "True", 4) };

	if (!((a.kind == 'f' && (a.size == 4 || a.size == 8)) || (a.kind == 'i' && (a.size == 4 || a.size == 8))))
		bad("%s: element type %.5s; float32, float64, int32 and int64 are read", file, d);
	return a;
}

static Shape sizes(const char *head, const char *file)
{
	const char *p = entry(head, "'shape'", file);
	Shape s = scalar();
	char *end;

	for (p++; *p && *p != ')'; p = end + strspn(end, ", ")) {
		if (s.rank == RANK)
			bad("%s: more than %d axes", file, RANK);
		s.dim[s.rank++] = strtoull(p, &end, 10);
		if (end == p || !s.dim[s.rank - 1])
			bad("%s: a size of the shape is missing or 0", file);
		if ((double)count(&s) > 1e9)
			bad("%s: more than 10^9 elements", file);
	}
	return s;
}

static double number(const unsigned char *b, Layout a)
{
	unsigned char t[8] = { 0 };
	union { float f; double d; int32_t i; int64_t l; } u;

	for (size_t k = 0; k < a.size; k++)
		t[k] = b[a.big ? a.size - 1 - k : k];
	memcpy(&u, t, sizeof t);
	if (a.kind == 'f') return a.size == 4 ? (double)u.f : u.d;
	return a.size == 4 ? (double)u.i : (double)u.l;
}

/* the place in C order of the i-th element in Fortran order */
static size_t turned(const Shape *s, size_t i)
{
	size_t to = 0, step = count(s);

	for (int k = 0; k < s->rank; k++) {
		step /= s->dim[k];
		to += i % s->dim[k] * step;
		i /= s->dim[k];
	}
	return to;
}

double *loadnpy(const char *file, Shape *s)
{
	FILE *f = fopen(file, "rb");
	unsigned char magic[12], b[8];
	size_t n, length;
	char *head;
	double *v;
	Layout a;

	if (!f)
		bad("%s: %s", file, strerror(errno));
	if (fread(magic, 1, 10, f) != 10 || memcmp(magic, "\x93NUMPY", 6) || magic[6] < 1 || magic[6] > 3)
		bad("%s: byte 0: not a .npy file of version 1, 2 or 3", file);
	if (magic[6] > 1 && fread(magic + 10, 1, 2, f) != 2)
		bad("%s: byte 10: the file ends in its header", file);
	length = magic[8] + 256u * magic[9] + (magic[6] > 1 ? 65536u * magic[10] : 0);
	if (length > HEADER || (magic[6] > 1 && magic[11]))
		bad("%s: byte 8: a header of %zu bytes", file, length);
	head = alloc(length + 1, 1);
	if (fread(head, 1, length, f) != length)
		bad("%s: byte %d: the file ends in its header", file, magic[6] > 1 ? 12 : 10);
	a = layout(head, file);
	*s = sizes(head, file);
	n = count(s);
	v = alloc(n, sizeof *v);
	for (size_t i = 0; i < n; i++) {
		if (fread(b, 1, a.size, f) != a.size)
			bad("%s: byte %ld: the file ends after %zu of %zu elements", file, ftell(f), i, n);
		v[a.fortran ? turned(s, i) : i] = number(b, a);
	}
	release(head);
	fclose(f);
	return v;
}
