/* quad.c -- binary128: the widest type a C source is run in. */
#include "checks/vjp/narrow.h"
#include <math.h>

Quad strtoflt128(const char *, char **);
int  quadmath_snprintf(char *, size_t, const char *, ...);

double toreal(Quad v) { return (double)v; }
Quad   absq(Quad v) { return v < 0 ? -v : v; }
bool   finiteq(Quad v) { return v - v == 0; }
Quad   quadof(const char *s) { return strtoflt128(s, NULL); }

Quad rounded(Quad v, Precision p)
{
	if (narrowtype(p)) return ofbits(bitsof(v, p), p);
	return p == F32 ? (Quad)(float)v : p == F64 ? (Quad)(double)v : v;
}

char *quadtext(Quad v, int digits)
{
	char t[80];

	if (v != v)
		return text("nan");
	quadmath_snprintf(t, sizeof t, "%.*Qg", digits, v);
	return text("%s", t);
}
