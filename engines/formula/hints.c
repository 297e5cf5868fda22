/* hints.c -- what is written as in another language: how it is written here. */
#include "engines/formula/formula.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char indexsum[] = "a sum of elements is written sum(v), one over an index iterate";
static const char nointegral[] = "there are no integrals: sums of points are written with iterate";
static const char noderivative[] =
	"a formula is the function alone: its derivative is what is told";
static const char stretched[] =
	"shapes are broadcast where they meet: v + [[0], [0]] has two rows";
static const char nocomplex[] = "formulas are of real numbers: complex ones are not covered";

static const struct { const char *there, *here; } signs[] = {
	{ "\\frac", "a quotient is written (a)/(b)" },
	{ "\\", "LaTeX is not read: functions are written as sin(x), sqrt(x), products with *" },
	{ "{", "brackets are ( ) around values and [ ] around arrays and indices" },
	{ "}", "brackets are ( ) around values and [ ] around arrays and indices" },
	{ "%", "the remainder of a/b is written mod(a, b)" },
	{ "&", "both conditions are written a and b" },
	{ "~", "the opposite of a condition is written not a" },
	{ "$", "a formula stands without $" },
	{ "\"", "names and texts stand without quotes" },
	{ ".*", "* and / are elementwise: no dot" }, { "./", "* and / are elementwise: no dot" },
	{ ".^", "^ is elementwise: no dot" }, { ".+", "+ is elementwise: no dot" },
	{ ".-", "- is elementwise: no dot" },
	{ "\xc2\xb7", "a product is written with *" },
	{ "\xc3\x97", "a product is written with *" },
	{ "\xe2\x88\x92", "the minus is written -" }, { "\xe2\x89\xa4", "it is written <=" },
	{ "\xe2\x89\xa5", "it is written >=" }, { "\xe2\x89\xa0", "it is written !=" },
	{ "\xe2\x88\x9a", "the root is written sqrt(x)" },
	{ "\xc2\xb2", "a square is written x^2" },
	{ "\xc2\xb3", "a cube is written x^3" },
	{ "\xe2\x81", "a power is written x^n, an inverse function by its name, as atan" },
	{ "\xe2\x82", "a name has no subscripts: x_1, log2(x)" },
	{ "\xe2\x88\x91", indexsum }, { "\xe2\x88\x8f", "a product of v is written prod(v)" },
	{ "\xe2\x88\xab", nointegral },
	{ "\xe2\x88\x82", noderivative }, { "\xe2\x88\x87", noderivative },
};

static bool inword(char c) { return isalnum((unsigned char)c) || c == '_'; }

void foreign(const Parser *p, size_t at)
{
	const char *t = p->text + at;
	size_t n = 0;

	for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
		if (!strncmp(t, signs[k].there, strlen(signs[k].there)))
			wrongtext(p, at, "%s", signs[k].here);
	while (inword(t[n])) n++;
	if (n && t[n] == '.')
		wrongtext(p, at, "functions stand by their own name, without \"%.*s.\"", (int)n, t);
	wrongtext(p, at, "expected a number, a name or an operator");
}

static bool begins(const char *t, const char *with) { return !strncmp(t, with, strlen(with)); }

static bool word(const char *t, size_t n, const char *is)
{
	return strlen(is) == n && !strncmp(t, is, n);
}

/* words of other languages, where two values stand side by side */
static void otherlanguage(const Parser *p, size_t at, const char *before, size_t n)
{
	static const struct { const char *there, *here; } words[] = {
		{ "lambda", "a formula is the function alone, without lambda" },
		{ "def", "a formula is the function alone, without def" },
		{ "return", "a formula is the function alone, without return" },
		{ "function", "a formula is the function alone, without function" },
		{ "let", "a name is given its value by y = x^2; y*3" },
		{ "for", "a loop is written with iterate, while or scan" },
		{ "dx", noderivative },
	};
	const char *next = p->text + at;
	size_t m = 0;

	while (inword(next[m])) m++;
	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (word(before, n, words[k].there) || word(next, m, words[k].there))
			wrongtext(p, at, "%s", words[k].here);
	if (n && begins(before, "sum_")) wrongtext(p, at, "%s", indexsum);
}

/* is it the name of a function? */
static bool named(const char *t, size_t n)
{
	for (size_t k = 0; n && callable(k); k++)
		if (word(t, n, callable(k))) return true;
	return false;
}

/* a letter or a bracket at the end of a number that begins at from */
void afternumber(const Parser *p, size_t from, size_t end)
{
	const char *t = p->text;
	size_t base = from && t[from - 1] == '^' ? from - 1 : 0, n = 0;

	if (strchr("ij", t[end]) && !inword(t[end + 1])) wrongtext(p, end, "%s", nocomplex);
	while (base > n && inword(t[base - 1 - n])) n++;
	if (t[end] == '(' && named(t + base - n, n))
		wrongtext(p, end, "a power of a function is written %.*s(x)^%.*s", (int)n,
			t + base - n, (int)(end - from), t + from);
	wrongtext(p, end, "expected an operator: a product is written with *, as 2*x");
}

/* two values side by side */
void neighbours(const Parser *p, size_t before, size_t at)
{
	const char *t = p->text + before;
	size_t n = 0;

	while (n < before && inword(t[-1 - (ptrdiff_t)n])) n++;
	otherlanguage(p, at, t - n, n);
	if (named(t - n, n))
		wrongtext(p, at, "expected (: a function is written %.*s(x)", (int)n, t - n);
	wrongtext(p, at, "expected an operator: a product is written with *");
}

/* what stands where the grammar expects something else */
void instead(const Parser *p, size_t at)
{
	static const struct { const char *there, *here; } words[] = {
		{ "if", "a choice is written where(c, a, b), c ? a : b, or a if c else b" },
		{ "!", "a factorial is written gamma(x + 1)" },
		{ "<", "two comparisons are joined by and" },
		{ ">", "two comparisons are joined by and" },
		{ "==", "two comparisons are joined by and" },
		{ "!=", "two comparisons are joined by and" },
		{ "=", "a comparison is written ==" },
		{ ":=", "a name is given its value by =, as y = x^2; y*3" },
	};

	if (at && begins(p->text + at - 1, "..")) wrongtext(p, at, "%s", indexsum);
	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (!strncmp(p->text + at, words[k].there, strlen(words[k].there)))
			wrongtext(p, at, "%s", words[k].here);
}

/* ---- the nearest names --------------------------------------------------------------------- */

enum { LETTERS = 32, NEAREST = 3 };

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* letters to be changed, added, dropped or exchanged with the next (Damerau 1964, adjacent only) */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
	size_t d[LETTERS + 1][LETTERS + 1];

	if (n > LETTERS || m > LETTERS) return n + m;
	for (size_t i = 0; i <= n; i++)
		for (size_t j = 0; j <= m; j++) {
			if (!i || !j) {
				d[i][j] = i + j;
				continue;
			}
			d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1,
				d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	return d[n][m];
}

/* one of another language that is no function here, and what to write */
static const struct { const char *there, *here; } others[] = {
	{ "ifelse", "where" }, { "select", "where" }, { "tr", "trace" }, { "conv", "conv1d" },
	{ "convolve", "conv1d" }, { "lu", "solve" }, { "qr", "qr_q or qr_r" },
	{ "logsoftmax", "log_softmax" }, { "crossentropy", "cross_entropy" },
	{ "vstack", "stack" }, { "hstack", "concat" }, { "chol", "cholesky" },
	{ "slogdet", "logdet" }, { "lambertW", "lambertw" },
	{ "eigh", "eigh_values or eigh_vectors" }, { "eigvalsh", "eigh_values" },
	{ "svd", "svd_values, svd_u or svd_v" }, { "svdvals", "svd_values" },
	{ "airy", "airyai, airyaip, airybi or airybip" }, { "jv", "besselj(n, x)" },
	{ "yv", "bessely(n, x)" }, { "iv", "besseli(n, x)" }, { "kv", "besselk(n, x)" },
	{ "exp1", "e1" }, { "expi", "ei" }, { "zetac", "zeta(x) - 1" },
	{ "scan", "iterate" }, { "fold", "iterate" },
};

/* what there is no function for, and how it is written instead */
static const struct { const char *there, *sentence; } absent[] = {
	{ "eye", "the unit matrix is written diag([1, 1])" },
	{ "identity", "the unit matrix is written diag([1, 1])" },
	{ "cross", "a cross product is written out: [a[1]*b[2] - a[2]*b[1], a[2]*b[0] - a[0]*b[2], "
		"a[0]*b[1] - a[1]*b[0]]" },
	{ "eig", "eigenvalues are those of a symmetric matrix: eigh_values, eigh_vectors" },
	{ "eigvals", "eigenvalues are those of a symmetric matrix: eigh_values, eigh_vectors" },
	{ "integral", nointegral }, { "integrate", nointegral }, { "quad", nointegral },
	{ "diff", noderivative }, { "grad", noderivative }, { "derivative", noderivative },
	{ "real", nocomplex }, { "imag", nocomplex }, { "conj", nocomplex },
	{ "const", "a number stands for itself, without const( )" },
	{ "data", "an array of numbers is written [1, 2, 3]" },
	{ "array", "an array of numbers is written [1, 2, 3]" },
	{ "zeros", "an array of numbers is written [1, 2, 3]" },
	{ "ones", "an array of numbers is written [1, 2, 3]" },
	{ "slice", "a slice is written v[1:3] or v[0:6:2]" },
	{ "part", "a part is written v[1:3]" },
	{ "unslice", "zeros around an array are written pad(v, 1, 2)" },
	{ "scattersegment", "zeros around an array are written pad(v, 1, 2)" },
	{ "segment", "a part is written v[1:3]" },
	{ "flatten", "values side by side are written [a, b]" },
	{ "unit", "a vector over its length is written v/norm(v)" },
	{ "pi", "pi is a number: sin(pi*x)" },
	{ "except", "the product of all but the first is written prod(v[1:])" },
	{ "leaveoneout", "the product of all but the first is written prod(v[1:])" },
	{ "pack", "values side by side are written [a, b]" },
	{ "reshape", "an array has the shape of --arg 'v:[2,3]', or of [[a, b], [c, d]]" },
	{ "broadcast", stretched }, { "tile", stretched },
	{ "subroutine", "a part used twice is given a name: y = x^2; y*y" },
};

/* the three nearest of candidates, best first, as a text: " (nearest: sin, sinh)"; "": none */
static const char *suggested(const char *name, size_t n, const char *(*candidate)(const void *,
	size_t), const void *of)
{
	static char says[3 * (LETTERS + 4) + 32];
	const char *best[NEAREST] = { NULL }, *c;
	size_t far[NEAREST] = { 0 }, at = 0;

	for (size_t k = 0; (c = candidate(of, k)); k++) {
		size_t d = distance(name, n, c, strlen(c)), j;

		if (d > least(3, (n + 1) / 2)) continue;
		for (j = 0; j < NEAREST && best[j] && strcmp(best[j], c); j++)
			;
		if (j < NEAREST && best[j]) continue;  /* named twice */
		for (j = NEAREST; j > 0 && (!best[j - 1] || d < far[j - 1]); j--)
			if (j < NEAREST) best[j] = best[j - 1], far[j] = far[j - 1];
		if (j < NEAREST) best[j] = c, far[j] = d;
	}
	*says = 0;
	for (int j = 0; j < NEAREST && best[j]; j++)
		at += (size_t)snprintf(says + at, sizeof says - at, "%s%s",
			j ? ", " : "; nearest: ", best[j]);
	return says;
}

static const char *function(const void *of, size_t k) { return callable(k); }

static const char *input(const void *of, size_t k) { return ((char *const *)of)[k]; }

void nofunction(const Parser *p, const char *name, size_t n)
{
	for (size_t k = 0; k < sizeof others / sizeof *others; k++)
		if (strlen(others[k].there) == n && !strncmp(name, others[k].there, n))
			wrongtext(p, p->spot, "expected a function: \"%.*s\" is %s here", (int)n,
				name, others[k].here);
	for (size_t k = 0; k < sizeof absent / sizeof *absent; k++)
		if (strlen(absent[k].there) == n && !strncmp(name, absent[k].there, n))
			wrongtext(p, p->spot, "%s", absent[k].sentence);
	wrongtext(p, p->spot, "expected a function; there is none called \"%.*s\"%s (wengert list "
		"primitives calls)", (int)n, name, suggested(name, n, function, NULL));
}

void noinput(const Parser *p, const char *name, size_t n)
{
	char **names = alloc(p->nbound + 1, sizeof *names);
	const char *near;

	for (size_t k = 0; k < p->nbound; k++)
		names[k] = copytext(p->bound[k].name, p->bound[k].length);
	near = suggested(name, n, input, names);
	for (size_t k = 0; k < p->nbound; k++) release(names[k]);
	release(names);
	wrongtext(p, p->spot, "expected one of the inputs; \"%.*s\" is none of them%s", (int)n,
		name, near);
}
