/* einsum.c -- einsum("ij,jk->ik", a, b): sums of products over axes that have names, as in NumPy.
 *
 * Of two arrays: a name in both and in the result is a batch, one in both alone is summed over as a
 * product of matrices, one that only one of them has is summed over first where the result lacks
 * it.
 */
#include "engines/formula/arrays.h"
#include "engines/prims/recorders.h"
#include <ctype.h>
#include <string.h>

enum { OPERANDS = 2 };

typedef struct {
	char name[RANK + 1];
	V v;
} Named;

static void __attribute__((noreturn)) unread(const Parser *p, size_t at)
{
	wrongtext(p, at,
		"expected names of axes as in \"ij,jk->ik\": one letter an axis, none twice "
		"in an array, one or two arrays before ->");
}

/* letters to one of the ends; none twice */
static const char *letters(const Parser *p, const char *t, const char *end, char *name)
{
	size_t n = 0;

	for (; t < end && isalpha((unsigned char)*t); t++) {
		if (n == RANK || memchr(name, *t, n)) unread(p, (size_t)(t - p->text));
		name[n++] = *t;
	}
	name[n] = 0;
	return t;
}

/* the shape with the axes of these names, in this order */
static V ordered(Named a, const char *order)
{
	int perm[RANK], n = (int)strlen(order);

	for (int k = 0; k < n; k++) perm[k] = (int)(strchr(a.name, order[k]) - a.name);
	return n < 2 || !strcmp(a.name, order) ? a.v : Transpose(a.v, perm);
}

/* summed over what nobody else names */
static void summed(Named *a, const char *other, const char *result)
{
	for (int k = (int)strlen(a->name); k-- > 0;)
		if (!strchr(other, a->name[k]) && !strchr(result, a->name[k])) {
			a->v = Sum(a->v, k);
			memmove(a->name + k, a->name + k + 1, strlen(a->name + k));
		}
}

static size_t extent(const Named *a, char name)
{
	return shapeof(a->v).dim[strchr(a->name, name) - a->name];
}

/* the names of a that are (not) in b and (not) in c, after what is in y */
static void those(char *y, const Named *a, const char *b, bool inb, const char *c, bool inc)
{
	char *t = y + strlen(y);

	for (const char *n = a->name; *n; n++)
		if ((strchr(b, *n) != NULL) == inb && (strchr(c, *n) != NULL) == inc) *t++ = *n;
	*t = 0;
}

static size_t extents(const Named *a, const char *names)
{
	size_t n = 1;

	for (; *names; names++) n *= extent(a, *names);
	return n;
}

/* batch, rows, columns as one axis each */
static V matrices(const Named *a, const char *batch, const char *rows, const char *columns)
{
	char order[2 * RANK + 1] = "";

	strcat(strcat(strcat(order, batch), rows), columns);
	return Reshape(ordered(*a, order),
		(Shape){ 3, { extents(a, batch), extents(a, rows), extents(a, columns) } });
}

static Named multiplied(const Parser *p, Named a, Named b, const char *result)
{
	char batch[RANK + 1] = "", over[RANK + 1] = "", left[RANK + 1] = "", right[RANK + 1] = "",
			  all[2 * RANK + 1] = "";
	Shape s = { 0 };
	Named y;

	summed(&a, b.name, result), summed(&b, a.name, result);
	those(batch, &a, b.name, true, result, true), those(over, &a, b.name, true, result, false);
	those(left, &a, b.name, false, result, true), those(right, &b, a.name, false, result, true);
	strcat(strcat(strcat(all, batch), left), right);
	if (strlen(all) > RANK) wrongtext(p, p->spot, "expected a result of at most %d axes", RANK);
	for (const char *t = all; *t; t++)
		s.dim[s.rank++] = strchr(a.name, *t) ? extent(&a, *t) : extent(&b, *t);
	y.v = Reshape(Matmul(matrices(&a, batch, left, over), matrices(&b, batch, over, right),
			      false, false),
		s);
	strcpy(y.name, all);
	return y;
}

static void fits(const Parser *p, const Named *a, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		Shape s = shapeof(a[k].v);

		if ((size_t)s.rank != strlen(a[k].name))
			wrongtext(p, p->spot,
				"expected an array of %zu axes for \"%s\": the shape is "
				"\"%s\"",
				strlen(a[k].name), a[k].name, shapetext(&s));
	}
	for (const char *t = a[0].name; n > 1 && *t; t++)
		if (strchr(a[1].name, *t) && extent(&a[0], *t) != extent(&a[1], *t))
			wrongtext(p, p->spot, "expected one length of axis %c: it is %zu and %zu",
				*t, extent(&a[0], *t), extent(&a[1], *t));
}

V einsum(Parser *p, const char *text, size_t length, size_t n, const V *x)
{
	const char *t = text, *end = text + length;
	Named a[OPERANDS], y;
	char result[RANK + 1];
	size_t k = 0;

	for (; k < OPERANDS; k++, t++) {
		t = letters(p, t, end, a[k].name);
		if (t == end || *t != ',') {
			k++;
			break;
		}
	}
	if (end - t < 2 || strncmp(t, "->", 2) || letters(p, t + 2, end, result) != end)
		unread(p, (size_t)(t - p->text));
	if (k != n)
		wrongtext(p, p->spot, "expected %zu array%s: so many are named", k,
			k > 1 ? "s" : "");
	for (const char *r = result; *r; r++)
		if (!strchr(a[0].name, *r) && (n < 2 || !strchr(a[1].name, *r)))
			wrongtext(p, (size_t)(t - p->text),
				"expected axes of the arrays in the result; "
				"none has an axis %c",
				*r);
	for (k = 0; k < n; k++) a[k].v = x[k];
	fits(p, a, n);
	if (n == 1) summed(&a[0], "", result);
	y = n == 1 ? a[0] : multiplied(p, a[0], a[1], result);
	return ordered(y, result);
}
