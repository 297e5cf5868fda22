/* factor.c -- constants that people forget or put twice, by name. */
#include "checks/vjp/diagnose.h"
#include <math.h>
#include <string.h>

/* to the digits a literal has, and what the truth does not resolve */
bool matches(Quad a, Quad b, Quad scale) { return absq(a - b) <= (Quad)0x1p-50 * scale; }

/* 2, 1/n, or its digits: those of k - 1 where it is near 1 */
char *figures(Quad k)
{
	return absq(k - 1) < 1e-3 && k != 1
		? text("1 %c %s", k > 1 ? '+' : '-', quadtext(absq(k - 1), 3))
		: quadtext(k, 12);
}

static bool tells(Quad k, double v) { return absq(k - (Quad)v) <= (Quad)0x1p-50 * absq(k); }

char *factor(Quad k, const Case *c)
{
	static const struct { double v; const char *name; } known[] = {
		{ 1, "1" },
		{ 2, "2" },
		{ 0.5, "1/2" },
		{ 3, "3" },
		{ 1. / 3, "1/3" },
		{ 4, "4" },
		{ 0.25, "1/4" },
		{ 10, "10" },
		{ 0.1, "1/10" },
		{ 100, "100" },
		{ 3.14159265358979312, "pi" },
		{ 0.31830988618379069, "1/pi" },
		{ 6.28318530717958623, "2 pi" },
		{ 0.15915494309189535, "1/(2 pi)" },
		{ 1.41421356237309515, "sqrt 2" },
		{ 0.70710678118654757, "1/sqrt 2" },
		{ 1.77245385090551588, "sqrt pi" },
		{ 0.56418958354775628, "1/sqrt pi" },
		{ 1.12837916709551256, "2/sqrt pi" },
		{ 0.88622692545275805, "sqrt(pi)/2" },
		{ 0.69314718055994529, "log 2" },
		{ 1.44269504088896339, "1/log 2" },
		{ 2.30258509299404590, "log 10" },
		{ 0.43429448190325182, "1/log 10" },
		{ 57.2957795130823229, "180/pi" },
		{ 0.01745329251994330, "pi/180" },
	};
	Quad sign = k < 0 ? -1 : 1;

	k *= sign;
	for (int i = 0; c && i < c->kernel->nsizes; i++) {
		double n = (double)c->size[i];
		const char *s = c->kernel->size[i], *minus = sign < 0 ? "-" : "";

		if (n < 3) continue;
		if (tells(k, n))             return text("%s%s, with %s = %g", minus, s, s, n);
		if (tells(k * (Quad)n, 1))   return text("%s1/%s, with %s = %g", minus, s, s, n);
		if (tells(k * (Quad)(n - 1), n))
			return text("%s%s/(%s - 1), with %s = %g", minus, s, s, s, n);
		if (tells(k * (Quad)n, n - 1))
			return text("%s(%s - 1)/%s, with %s = %g", minus, s, s, s, n);
		if (tells(k * k, n))         return text("%ssqrt %s, with %s = %g", minus, s, s, n);
		if (tells(k * k * (Quad)n, 1))
			return text("%s1/sqrt %s, with %s = %g", minus, s, s, n);
	}
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (tells(k, known[i].v)) return text("%s%s", sign < 0 ? "-" : "", known[i].name);
	return NULL;
}

/* n times what, with n = 5 */
char *timeswhat(const char *name, const char *what)
{
	const char *with = strstr(name, ", with");

	if (!with)
		return text("%s%s%s", strcmp(name, "1") ? name : "", strcmp(name, "1") ? " " : "",
			what);
	return text("%.*s %s%s", (int)(with - name), name, what, with);
}
