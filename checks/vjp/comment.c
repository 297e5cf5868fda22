/* comment.c -- out[B,C] mean[B] = layernorm(inp[B,C], weight[C]) with eps = 1e-5, x in (0,inf)
 * accumulates */
#include "checks/vjp/comment.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct { const char *s, *fault; } Reader;

static void blanks(Reader *r) { while (isspace((unsigned char)*r->s) || *r->s == '*') r->s++; }

static bool take(Reader *r, char c)
{
	while (isspace((unsigned char)*r->s)) r->s++;
	if (*r->s != c)
		return false;
	r->s++;
	return true;
}

static bool wordahead(Reader *r, const char *word)
{
	size_t n = strlen(word);

	blanks(r);
	return !strncmp(r->s, word, n) && !isalnum((unsigned char)r->s[n]) && r->s[n] != '_';
}

static bool takeword(Reader *r, const char *word)
{
	if (!wordahead(r, word))
		return false;
	r->s += strlen(word);
	return true;
}

static char *name(Reader *r)
{
	size_t n = 0;

	blanks(r);
	while (isalnum((unsigned char)r->s[n]) || r->s[n] == '_') n++;
	if (!n || isdigit((unsigned char)*r->s)) {
		if (!r->fault) r->fault = text("a name is expected at `%.24s`", r->s);
		return text("?");
	}
	r->s += n;
	return copytext(r->s - n, n);
}

/* up to one of the bytes in stop, outside parentheses */
static char *expression(Reader *r, const char *stop)
{
	size_t n = 0;
	int depth = 0;

	while (isspace((unsigned char)*r->s)) r->s++;
	for (; r->s[n]; n++) {
		if (!depth && strchr(stop, r->s[n]))
			break;
		depth += (r->s[n] == '(') - (r->s[n] == ')');
	}
	if ((!n || !r->s[n]) && !r->fault) r->fault = text("`%.24s` is cut short", r->s);
	r->s += n;
	while (n && isspace((unsigned char)r->s[-1])) r->s--, n--;
	return copytext(r->s - n, n);
}

static void interval(Reader *r, Array *a)
{
	blanks(r);
	if (*r->s != '(' && *r->s != '[') {
		r->fault = text("an interval such as (0,inf) is expected at `%.24s`", r->s);
		return;
	}
	a->openlo = *r->s++ == '(';
	a->lo = expression(r, ",");
	take(r, ',');
	a->hi = expression(r, ")]");
	blanks(r);
	a->openhi = *r->s == ')';
	if (*r->s) r->s++;
}

static Array shaped(Reader *r)
{
	Array a = { .name = name(r) };

	if (take(r, '[')) {
		do {
			if (a.rank == RANK) { r->fault = "more axes than 8"; return a; }
			a.dim[a.rank++] = expression(r, ",]");
		} while (take(r, ','));
		if (!take(r, ']') && !r->fault) r->fault = text("`]` is expected at `%.24s`", r->s);
	}
	if (*r->s == '*') r->s++, a.wanted = true;
	if (takeword(r, "in")) interval(r, &a);
	return a;
}

static char *literal(Reader *r)
{
	size_t n;

	blanks(r);
	n = strcspn(r->s, ", \t\r\n*");
	r->s += n;
	return copytext(r->s - n, n);
}

static void domain(Reader *r, Comment *c, char *who)
{
	Array *a = NULL;

	for (int k = 0; k < c->k.nargs; k++) if (!strcmp(c->k.arg[k].name, who)) a = &c->k.arg[k];
	for (int k = 0; k < c->nothers; k++) if (!strcmp(c->other[k].name, who)) a = &c->other[k];
	if (a) interval(r, a);
	else if (!r->fault) r->fault = text("`%s in` names no argument", who);
}

static void clauses(Reader *r, Comment *c)
{
	while (!r->fault) {
		char *who;

		blanks(r);
		if (*r->s == ',' || *r->s == ';') { r->s++; continue; }
		if (!*r->s) return;
		if (takeword(r, "with") || takeword(r, "and")) continue;
		if (takeword(r, "accumulates")) { c->k.mode = ACCUMULATES; continue; }
		if (takeword(r, "overwrites"))  { c->k.mode = OVERWRITES; continue; }
		if (c->k.ngiven == MOST || c->nothers == MOST) {
			r->fault = "too many clauses";
			return;
		}
		who = name(r);
		if (take(r, '='))
			c->k.given[c->k.ngiven++] = (Given){ who, literal(r) };
		else if (takeword(r, "in"))
			domain(r, c, who);
		else if (*r->s == '[') {
			r->s -= strlen(who);
			c->other[c->nothers++] = shaped(r);
		} else if (!r->fault)
			r->fault = text("`%s` is none of: with NAME = VALUE, NAME in (LO,HI), "
					"accumulates, overwrites",
				who);
	}
}

Comment readcomment(const char *s, size_t n, int line)
{
	Comment c = { .line = line };
	char *copy = copytext(s, n), *end = strstr(copy, "*/");
	Reader r = { .s = strstr(copy, "wengert:") + strlen("wengert:") };

	if (end) *end = 0;
	for (blanks(&r); *r.s && *r.s != '=' && !r.fault; blanks(&r)) {
		if (*r.s == ',') { r.s++; continue; }
		if (c.k.nres == MOST) { r.fault = "too many results"; break; }
		c.k.res[c.k.nres++] = shaped(&r);
	}
	if (!r.fault && !c.k.nres) r.fault = "no result stands left of `=`";
	if (!r.fault && !take(&r, '=')) r.fault = "`=` is missing";
	if (!r.fault) c.k.name = name(&r);
	if (!r.fault && !take(&r, '(')) r.fault = text("`(` is expected after %s", c.k.name);
	while (!r.fault && !take(&r, ')')) {
		if (c.k.nargs == MOST) { r.fault = "too many arguments"; break; }
		c.k.arg[c.k.nargs++] = shaped(&r);
		if (!take(&r, ',') && *r.s != ')')
			r.fault = text("`,` or `)` is expected at `%.24s`", r.s);
	}
	for (int k = 0; k < c.k.nargs; k++) c.k.arg[k].wanted = true;
	if (!r.fault) clauses(&r, &c);
	c.fault = r.fault;
	return c;
}

/* ---- expressions in the sizes ------------------------------------------------ */

typedef struct { const char *s; const Kernel *k; const long *size; } Expr;

static double total(Expr *);

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
			return atof(e->k->given[k].value);
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
	Expr e = { expression, k, size };
	double v = total(&e);

	return *e.s ? NAN : v;
}
