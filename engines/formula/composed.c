/* composed.c -- functions of functions.def: each is its formula, recorded in its caller's list. */
#include "engines/formula/formula.h"
#include <ctype.h>
#include <string.h>

int yyparse(Parser *);

const Composed composed[] = {
#define F(name, parameters, formula, lo, hi, hard) \
	{ #name, #parameters, #formula, #hard, lo, hi },
#include "engines/formula/functions.def"
	{ NULL }
};

const Alias aliases[] = {
#define A(name, ours) { #name, #ours },
#include "engines/formula/functions.def"
	{ NULL }
};

/* the k-th name of both tables; NULL: there are no more */
const char *composedname(size_t k)
{
	size_t n = sizeof composed / sizeof *composed - 1;

	return k < n ? composed[k].name : k - n < sizeof aliases / sizeof *aliases
		? aliases[k - n].name : NULL;
}

/* the next name of "(a, b)" from p on; NULL: there is none */
static const char *parameter(const char *p, size_t *n)
{
	while (*p && !isalpha((unsigned char)*p)) p++;
	for (*n = 0; isalnum((unsigned char)p[*n]); ++*n)
		;
	return *p ? p : NULL;
}

size_t parameters(const Composed *f)
{
	size_t k = 0, n;

	for (const char *p = f->parameters; (p = parameter(p, &n)); p += n) k++;
	return k;
}

/* a shape that does not fit is blamed on the call: the list's way to fail stays the caller's */
V composition(Parser *of, const Composed *f, const V *x)
{
	Parser p = { .list = of->list, .text = f->formula, .p = f->formula };
	const char *name = f->parameters;

	for (size_t n; (name = parameter(name, &n)); name += n) bind(&p, name, n, *x++);
	yyparse(&p);
	release(p.bound);
	release(p.arg);
	release(p.index);
	release(p.key);
	return p.result;
}
