/* npy.c -- an array from a .npy file: float64, float32, float16, bfloat16, whole numbers; either
 * byte order, C or Fortran order; versions 1 to 3.
 *
 * numpy.lib.format describes the header: magic, version, length, a dictionary.
 */
#include "checks/io/npy.h"
#include "checks/commands/options.h"
#include "engines/numbers/narrow.h"
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAGIC = 6, HEADER = 1 << 16 };

/* at: the first byte of the first element */
typedef struct { bool big, fortran; size_t at; } Layout;

/* head: the dictionary, which begins at byte from */
typedef struct { const char *name; FILE *f; char *head; size_t from; } File;

static void corrupt(const File *, size_t byte, const char *fmt, ...)
	__attribute__((noreturn, format(printf, 3, 4)));
static void corrupt(const File *f, size_t byte, const char *fmt, ...)
{
	char why[WHY];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof why, fmt, ap);
	va_end(ap);
	bad("%s: byte %zu: %s", f->name, byte, why);
}

static size_t byteof(const File *f, const char *p) { return f->from + (size_t)(p - f->head); }

/* ---- the header -------------------------------------------------------------------- */

/* where the value of a key begins */
static const char *entry(const File *f, const char *key)
{
	const char *p = strstr(f->head, key);

	if (!p)
		corrupt(f, f->from, "expected a header with %s", key);
	p += strlen(key);
	p += strspn(p, " ");
	if (*p != ':')
		corrupt(f, byteof(f, p), "expected : after %s", key);
	return p + 1 + strspn(p + 1, " ");
}

/* NumPy has no bfloat16: its bits are stored as whole numbers, or by ml_dtypes as two bytes */
static bool known(char kind, char bytes)
{
	static const char *const types[] = { "f2", "f4", "f8", "i4", "i8", "u2", "V2", NULL };

	for (int k = 0; types[k]; k++)
		if (types[k][0] == kind && types[k][1] == bytes) return true;
	return false;
}

static void element(const File *f, Npy *a, Layout *l)
{
	const char *d = entry(f, "'descr'");

	if (*d != '\'' || !d[1] || !strchr("<>|=", d[1]) || !d[2] || !d[3] || d[4] != '\'' ||
		!known(d[2], d[3]))
		corrupt(f, byteof(f, d),
			"element type %.*s; expected '<f4', '<f8', '<f2', '<i4', '<i8' (float32, "
			"float64, "
			"float16, int32, int64), '<u2' or '|V2' (bfloat16), or one of them with "
			"'>'",
			(int)strcspn(d, ",}\n"), d);
	a->brain = d[2] == 'u' || d[2] == 'V';
	a->kind = a->brain ? 'f' : d[2];
	a->size = (size_t)(d[3] - '0');
	l->big = d[1] == '>';
}

static bool flag(const File *f, const char *key)
{
	const char *p = entry(f, key);

	if (strncmp(p, "True", 4) && strncmp(p, "False", 5))
		corrupt(f, byteof(f, p), "%.*s; expected True or False", (int)strcspn(p, ",}\n"),
			p);
	return *p == 'T';
}

static Shape sizes(const File *f)
{
	const char *p = entry(f, "'shape'");
	Shape s = scalar();
	char *end;

	if (*p != '(')
		corrupt(f, byteof(f, p), "expected ( and the sizes of the shape");
	for (p++; *p != ')'; p = end + strspn(end, " "), p += *p == ',', p += strspn(p, " ")) {
		if (s.rank == RANK)
			corrupt(f, byteof(f, p), "expected at most %d axes", RANK);
		s.dim[s.rank] = strtoull(p, &end, 10);
		if (end == p || *p == '-' || !s.dim[s.rank])
			corrupt(f, byteof(f, p), "expected a size of at least 1, or )");
		s.rank++;
		if ((double)count(&s) > 1e9)
			corrupt(f, byteof(f, p), "expected at most 10^9 elements");
		if (!strchr(",) ", *end) || !*end)
			corrupt(f, byteof(f, end), "expected , or ) after a size");
	}
	return s;
}

/* reads the whole header */
static Layout header(File *f, Npy *a)
{
	unsigned char m[12] = { 0 };
	Layout l = { 0 };
	size_t got = fread(m, 1, 10, f->f), length;

	if (got < MAGIC || memcmp(m, "\x93NUMPY", MAGIC))
		corrupt(f, 0, "not a .npy file: expected \\x93NUMPY");
	if (got > MAGIC && (m[6] < 1 || m[6] > 3))
		corrupt(f, 6, "version %d; expected 1, 2 or 3", m[6]);
	if (got == 10 && m[6] > 1) got += fread(m + 10, 1, 2, f->f);
	f->from = m[6] > 1 ? 12 : 10;
	if (got != f->from)
		corrupt(f, got,
			"the file ends; expected the length of its header at bytes 8 to %zu",
			f->from - 1);
	length = m[8] + 256u * m[9] + 65536u * m[10] + 16777216u * m[11];
	if (length > HEADER)
		corrupt(f, 8, "a header of %zu bytes; expected at most %d", length, HEADER);
	f->head = alloc(length + 1, 1);
	got = fread(f->head, 1, length, f->f);
	if (got != length)
		corrupt(f, f->from + got, "the file ends; expected %zu bytes more of its header",
			length - got);
	if (*f->head != '{')
		corrupt(f, f->from, "expected {, as the header's dictionary begins");
	element(f, a, &l);
	l.fortran = flag(f, "'fortran_order'");
	a->shape = sizes(f);
	l.at = f->from + length;
	return l;
}

/* ---- the elements ------------------------------------------------------------------ */

static double number(const unsigned char *b, const Npy *a, bool big)
{
	unsigned char t[8] = { 0 };
	union { float f; double d; int32_t i; int64_t l; } u;

	for (size_t k = 0; k < a->size; k++)
		t[k] = b[big ? a->size - 1 - k : k];
	memcpy(&u, t, sizeof t);
	if (a->size == 2) {
		uint16_t half;

		memcpy(&half, t, sizeof half);
		return a->brain ? widened(half, 8, 128) : widened(half, 11, 16);
	}
	if (a->kind == 'f') return a->size == 4 ? (double)u.f : u.d;
	return a->size == 4 ? (double)u.i : (double)u.l;
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

/* before any memory is asked for: a damaged size may be very large */
static void whole(const File *f, const Npy *a, const Layout *l)
{
	size_t n = count(&a->shape), due = l->at + n * a->size;
	struct stat s;

	if (fstat(fileno(f->f), &s) || !S_ISREG(s.st_mode))
		return;
	if ((size_t)s.st_size < due)
		corrupt(f, (size_t)s.st_size,
			"the file ends in element %zu; expected %zu of %zu bytes, to byte %zu",
			((size_t)s.st_size - l->at) / a->size, n, a->size, due);
	if ((size_t)s.st_size > due)
		corrupt(f, due,
			"expected the end of the file after %zu elements of %zu bytes; there are "
			"%zu bytes more",
			n, a->size, (size_t)s.st_size - due);
}

Npy readnpy(const char *file)
{
	File f = { .name = file, .f = fopen(file, "rb") };
	unsigned char b[8];
	Npy a = { 0 };
	Layout l;
	size_t n;

	if (!f.f)
		bad("%s: %s", file, strerror(errno));
	l = header(&f, &a);
	whole(&f, &a, &l);
	n = count(&a.shape);
	a.x = alloc(n, sizeof *a.x);
	for (size_t i = 0; i < n; i++) {
		if (fread(b, 1, a.size, f.f) != a.size)
			corrupt(&f, l.at + i * a.size, "the file ends; expected element %zu of %zu",
				i, n);
		a.x[l.fortran ? turned(&a.shape, i) : i] = number(b, &a, l.big);
	}
	release(f.head);
	fclose(f.f);
	return a;
}

double *loadnpy(const char *file, Shape *s)
{
	Npy a = readnpy(file);

	*s = a.shape;
	return a.x;
}
