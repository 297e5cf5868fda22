/* out.c -- figures as people and programs read them. */
#include "checks/io/out.h"
#include "checks/io/sheet.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- json ------------------------------------------------------------------ */

json_t *jreal(double v)
{
	return isnan(v)    ? json_string("nan")
		: isinf(v) ? json_string(v > 0 ? "inf" : "-inf")
			   : json_real(v);
}

json_t *jmpfr(const mpfr_t v, int digits)
{
	char *t;
	json_t *j;

	if (mpfr_nan_p(v))
		return json_null();
	t = plain(v, digits);
	j = json_string(t);
	release(t);
	return j;
}

json_t *jnum(const Num *T, const void *x)
{
	double d;
	char *t;
	json_t *j;

	if (!adjustable(T)) {
		T->get(1, &d, x);
		return jreal(d);
	}
	t = shortest(T, x);
	j = json_string(t);
	release(t);
	return j;
}

json_t *jfixed(const Point *p)
{
	json_t *all = json_array();

	for (size_t k = 0; k < p->nfixed; k++) {
		const Shape *s = &p->shape[p->n + k];
		json_t *at = s->rank ? json_array() : jreal(*p->fixed[k]);

		for (size_t i = 0; s->rank && i < count(s); i++)
			json_array_append_new(at, jreal(p->fixed[k][i]));
		json_array_append_new(all,
			json_pack("{s:s, s:o}", "name", p->name[p->n + k], "at", at));
	}
	return all;
}

json_t *jvector(const double *x, size_t n)
{
	json_t *all = json_array();

	for (size_t k = 0; k < n; k++) json_array_append_new(all, jreal(x[k]));
	return all;
}

static void *jnew(size_t n) { return alloc(1, n); }

void sayjson(void) { json_set_alloc_funcs(jnew, release); }

char *jtext(const json_t *j, size_t flags)
{
	size_t n = json_dumpb(j, NULL, 0, flags);
	char *s = alloc(n + 1, 1);

	json_dumpb(j, s, n, flags);
	return s;
}

void jprint(json_t *j)
{
	json_dumpf(j, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(17));
	putchar('\n');
	json_decref(j);
}

/* ---- text ------------------------------------------------------------------ */

char *plain(const mpfr_t v, int n)
{
	long e = mpfr_regular_p(v) ? mpfr_get_exp(v) : 0;
	char *s, *t;

	if (!mpfr_number_p(v))
		return text("%s", mpfr_nan_p(v) ? "nan" : mpfr_sgn(v) > 0 ? "inf" : "-inf");
	if (mpfr_zero_p(v))
		return text("0.%0*d", n - 1, 0);
	/* 1e-3 to 1e18: with a point, not an exponent */
	if (e > -10 && e < 60) {
		int whole = e > 0 ? (int)((double)e * 0.30103) + 1 : 1;

		if (e <= 0) n += (int)((double)(1 - e) * 0.30103);     /* zeros after the point */
		mpfr_asprintf(&s, "%.*Rf", n > whole ? n - whole : 0, v);
	} else
		mpfr_asprintf(&s, "%.*Re", n - 1, v);
	t = copytext(s, strlen(s));
	mpfr_free_str(s);
	return t;
}

void cellto(FILE *f, const char *s)
{
	bool quoted = strpbrk(s, ",\"\n");

	if (quoted) fputc('"', f);
	for (; *s; s++) fprintf(f, *s == '"' ? "\"\"" : "%c", *s);
	if (quoted) fputc('"', f);
}

void csvcell(const char *s) { cellto(stdout, s); }

void csvreal(double x)
{
	putchar(',');
	if (!isnan(x)) printf("%.6g", x);
}

void csvmpfr(const mpfr_t x, int digits)
{
	char *s = mpfr_nan_p(x) ? text("%s", "") : plain(x, digits);

	printf(",%s", s);
	release(s);
}

char *csvtruth(const Truth *t) { return mpfr_nan_p(t->d) ? text("%s", "") : plain(t->d, 40); }

char *shortest(const Num *T, const void *x)
{
	char word[64];
	double d;
	char *s, *t;

	if (adjustable(T)) {
		mpfr_asprintf(&s, "%.*Rg", (int)((double)digits(T) * 0.30103) + 2,
			*(const mpfr_t *)x);
		t = copytext(s, strlen(s));
		mpfr_free_str(s);
		return t;
	}
	T->get(1, &d, x);
	for (int n = 1; n <= 17; n++) {
		snprintf(word, sizeof word, "%.*g", n, d);
		if (isnan(d) || T->round(strtod(word, NULL)) == d)
			break;
	}
	/* 30, not 3e+01 */
	if (strstr(word, "e+") && fabs(d) < 1e15) snprintf(word, sizeof word, "%.17g", d);
	return text("%s", isnan(d) ? "nan" : word);
}

char *brief(const Num *T, const void *x, int width)
{
	char *s = shortest(T, x);
	mpfr_t v;

	if ((int)strlen(s) <= width)
		return s;
	release(s);
	mpfr_init(v);
	exactly(T, v, x);
	s = plain(v, width - 10);              /* a sign, a point, an exponent */
	mpfr_clear(v);
	return s;
}

const char *ulptext(double u)
{
	static _Thread_local char ring[8][16];
	static _Thread_local int turn;
	char *t = ring[turn++ % 8];

	if (isnan(u))       strcpy(t, "-");
	else if (isinf(u))  strcpy(t, "inf");
	else if (u < 99.95) snprintf(t, 16, "%.2f", u);
	else if (u < 99999) snprintf(t, 16, "%.0f", u);
	else                snprintf(t, 16, "%.1e", u);
	return t;
}

char *shellword(const char *s)
{
	char *t, *more;

	if (*s &&
		!s[strspn(s,
			"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=.,:/"
			"@%")])
		return text("%s", s);
	t = text("%s", "");
	for (; *s; s++) {
		more = *s == '\'' ? text("%s'\\''", t) : text("%s%c", t, *s);
		release(t);
		t = more;
	}
	more = text("'%s'", t);
	release(t);
	return more;
}

void padded(const char *s, int width)
{
	int fill = abs(width) - characters(s);

	printf("%*s%s%*s", width < 0 && fill > 0 ? fill : 0, "", s,
		width > 0 && fill > 0 ? fill : 0, "");
}

/* no-break blanks have kept words together: from here on they are blanks */
static void unbroken(char *s)
{
	char *to = s;

	for (; *s; s++)
		if (!strncmp(s, "\302\240", 2)) *to++ = ' ', s++;
		else                            *to++ = *s;
	*to = 0;
}

void folded(int column, int indent, const char *s)
{
	int blanks = 0;

	while (*s) {
		int n = (int)strcspn(s, " ");
		char *one = copytext(s, (size_t)n);
		int wide = characters(one);

		if (column > indent && column + blanks + wide > TERMINAL) {
			printf("\n%*s", column = indent, "");
			blanks = 0;
		}
		unbroken(one);
		printf("%*s%s", blanks, "", one);
		column += blanks + wide;
		s += n;
		blanks = (int)strspn(s, " ");
		s += blanks;
		release(one);
	}
	putchar('\n');
}

void wrapped(const char *name, int indent, const char *s)
{
	if (characters(name) >= indent - 2 && *name) printf("  %s\n%*s", name, indent, "");
	else                                         printf("  "), padded(name, indent - 2);
	folded(indent, indent, s);
}

char *lead(const char *name, int width)
{
	if (characters(name) <= width) return text("%s", name);
	printf("  %s\n", name);
	return text("%s", "");
}

const char *statusword(const Answer *a)
{
	return a->j.status == CRASHED ? "crashed"
		: a->status == OK     ? "ok"
		: a->status == UNABLE ? "unable"
				      : "undefined";
}
