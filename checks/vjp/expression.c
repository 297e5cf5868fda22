/* expression.c -- (O-1)*S+1 in the sizes and the numbers that `with` fixes; x / y rounds down. */
#include "checks/vjp/kernel.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct { const char *s; const Kernel *k; const long *size; int depth; } Expr;

static double total(Expr *);

/* a given number may be an expression in others; one in itself is none */
static double fixed(Expr *e, int which)
{
	Expr inner = { e->k->given[which].value, e->k, e->size, e->depth + 1 };
	double v = e->depth > MOST ? NAN : total(&inner);

	return *inner.s && strcmp(inner.s, "f") ? NAN : v;
}

static double atom(Expr *e)
{
	size_t n = 0;
	char *end;
	double v;

	while (isspace((unsigned char)*e->s)) e->s++;
	if (*e->s == '-') { e->s++; return -atom(e); }
	if (*e->s == '+') { e->s++; return atom(e); }
	if (*e->s == '(') {
		e->s++;
		v = total(e);
		while (isspace((unsigned char)*e->s)) e->s++;
		return *e->s++ == ')' ? v : NAN;
	}
	while (isalnum((unsigned char)e->s[n]) || e->s[n] == '_') n++;
	for (int k = 0; n && k < e->k->nsizes; k++)
		if (strlen(e->k->size[k]) == n && !strncmp(e->k->size[k], e->s, n)) {
			e->s += n;
			return (double)e->size[k];
		}
	for (int k = 0; n && k < e->k->ngiven; k++)
		if (strlen(e->k->given[k].name) == n && !strncmp(e->k->given[k].name, e->s, n)) {
			e->s += n;
			return fixed(e, k);
		}
	if (n == 2 && !strncmp(e->s, "pi", 2)) { e->s += 2; return acos(-1); }
	v = strtod(e->s, &end);
	if (end == e->s)
		return NAN;
	e->s = end;
	return v;
}

static double factors(Expr *e)
{
	double v = atom(e);

	for (;;) {
		while (isspace((unsigned char)*e->s)) e->s++;
		if (*e->s == '*')      e->s++, v *= atom(e);
		else if (*e->s == '/') e->s++, v = floor(v / atom(e));
		else return v;
	}
}

static double total(Expr *e)
{
	double v = factors(e);

	for (;;) {
		while (isspace((unsigned char)*e->s)) e->s++;
		if (*e->s == '+')      e->s++, v += factors(e);
		else if (*e->s == '-') e->s++, v -= factors(e);
		else return v;
	}
}

double sized(const char *expression, const Kernel *k, const long *size)
{
	Expr e = { expression, k, size, 0 };
	double v = total(&e);

	return *e.s ? NAN : v;
}
