/* comment.c -- out[B,C] mean[B] = layernorm(inp[B,C], weight[C]) with eps = 1e-5, x in (0,inf)
 * accumulates.  docs/kernels.md is the page for who writes one. */
#include "checks/vjp/comment.h"
#include "checks/vjp/pool.h"
#include "checks/vjp/reader.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- clauses ----------------------------------------------------------------------------- */

static Array *arraynamed(Comment *c, const char *who)
{
	for (int k = 0; k < c->k.nargs; k++)
		if (!strcmp(c->k.arg[k].name, who)) return &c->k.arg[k];
	for (int k = 0; k < c->nothers; k++)
		if (!strcmp(c->other[k].name, who)) return &c->other[k];
	return NULL;
}

/* 12, at least so many */
static long counted(Reader *r, long least)
{
	long n = 0;
	bool none;

	skipblanks(r);
	none = !isdigit((unsigned char)*r->s);
	while (isdigit((unsigned char)*r->s) && n < 1000000000) n = 10 * n + *r->s++ - '0';
	if ((none || n < least) && !r->fault)
		r->fault = pooled("a size from 1 is expected at `%.24s`", r->s);
	if (n >= 1000000000 && !r->fault) r->fault = "a size has at most 9 digits";
	return n;
}

static bool digitahead(Reader *r)
{
	const char *s = r->s;

	while (isspace((unsigned char)*s) || *s == '*' || *s == ',') s++;
	return isdigit((unsigned char)*s);
}

static Limit *limitof(Reader *r, Comment *c, char *who)
{
	for (int k = 0; k < c->k.nlimits; k++)
		if (!strcmp(c->k.limit[k].size, who)) return &c->k.limit[k];
	if (c->k.nlimits == SIZES) {
		r->fault = "too many sizes";
		return NULL;
	}
	c->k.limit[c->k.nlimits] = (Limit){ .size = who, .least = 1, .most = 0, .step = 1 };
	return &c->k.limit[c->k.nlimits++];
}

/* 1e-5 and 0.5 are the value of a parameter: the sizes have ended before it */
static bool fraction(const char *s)
{
	size_t n = strspn(s, " \t"), digits = strspn(s + n, "0123456789");

	return digits && (s[n + digits] == '.' || isalpha((unsigned char)s[n + digits]));
}

/* N = 64, 300, C >= 128, M % 8; whether there was one */
static bool limit(Reader *r, Comment *c)
{
	const char *was = r->s;
	Limit *l;
	char *who;

	skipblanks(r);
	if (!isalpha((unsigned char)*r->s) && *r->s != '_') {
		r->s = was;
		return false;
	}
	who = readname(r);
	skipblanks(r);
	if (!strchr("=<>%", *r->s) || !*r->s || fraction(r->s + 1)) {
		r->s = was;
		return false;
	}
	if (!(l = limitof(r, c, who))) return false;
	if (takebyte(r, '=')) do {
			if (l->n == LISTED) {
				r->fault = "more than 8 sizes in a list";
				return false;
			}
			takebyte(r, ',');
			l->list[l->n++] = counted(r, 1);
		} while (digitahead(r) && !r->fault);
	else if (takebyte(r, '%'))
		l->step = counted(r, 1);
	else if (takebyte(r, '>'))
		l->least = takebyte(r, '=') ? counted(r, 1) : counted(r, 0) + 1;
	else {
		takebyte(r, '<');
		l->most = takebyte(r, '=') ? counted(r, 1) : counted(r, 1) - 1;
		if (!l->most && !r->fault) r->fault = "no size is less than 1";
	}
	return true;
}

static void sizesclause(Reader *r, Comment *c)
{
	if (!limit(r, c) && !r->fault)
		r->fault = pooled("`sizes` wants N = 64, 300 or C >= 128 or M %% 8, not `%.24s`",
			r->s);
	while (!r->fault) {
		const char *was = r->s;

		skipblanks(r);
		if (*r->s == ',') r->s++;
		if (!limit(r, c)) {
			r->s = was;
			return;
		}
	}
}

/* { N = N, eps = 1e-5 } of Params */
static void filled(Reader *r, Comment *c, char *who)
{
	Filled *f = &c->k.filled[c->k.nfilled];

	if (c->k.nfilled == MOST) {
		r->fault = "too many structs";
		return;
	}
	*f = (Filled){ .type = readname(r), .name = who };
	c->k.nfilled++;
	if (!r->fault && !takebyte(r, '{'))
		r->fault = pooled("`{` is expected after `as %s`", f->type);
	while (!r->fault && !takebyte(r, '}')) {
		Member d = { .name = (skipblanks(r), readexpression(r, "=,}")) };

		if (!takebyte(r, '=') && !r->fault)
			r->fault = pooled("the field %s wants `= VALUE`", d.name);
		skipblanks(r);
		d.value = readexpression(r, ",}");
		f->field = keptgrow(f->field, &f->room, f->n + 1, sizeof *f->field);
		f->field[f->n++] = d;
		takebyte(r, ',');
	}
}

/* bf16 holds bfloat16 */
static void holds(Reader *r, Comment *c, char *who)
{
	Held *h = &c->k.held[c->k.nheld];

	if (c->k.nheld == MOST) {
		r->fault = "too many types";
		return;
	}
	*h = (Held){ .type = who };
	if (takeword(r, "bfloat16"))
		h->base = BREAL16;
	else if (takeword(r, "float16"))
		h->base = REAL16;
	else
		r->fault = pooled("%s holds float16 or bfloat16, not `%.24s`", who, r->s);
	c->k.nheld++;
}

/* backward(dx, dy, x, N) */
static void call(Reader *r, Comment *c)
{
	Calling *w = &c->call[c->ncalls];

	if (c->ncalls == CALLS) {
		r->fault = "more than two calls";
		return;
	}
	*w = (Calling){ .name = readname(r) };
	c->ncalls++;
	if (!r->fault && !takebyte(r, '('))
		r->fault = pooled("`(` is expected after `call %s`", w->name);
	while (!r->fault && !takebyte(r, ')')) {
		if (w->n == CALLED) {
			r->fault = "too many parameters in a call";
			return;
		}
		skipblanks(r);
		w->arg[w->n++] = readexpression(r, ",)");
		takebyte(r, ',');
	}
}

static void scratch(Reader *r, Comment *c)
{
	if (c->k.nscratch == MOST) {
		r->fault = "too many scratch arrays";
		return;
	}
	c->k.scratch[c->k.nscratch] = readarray(r);
	if (takebyte(r, '=')) {
		if (!takeword(r, "0")) r->fault = "scratch is filled with 0 or with anything";
		c->k.scratch[c->k.nscratch].zeroed = true;
	}
	c->k.nscratch++;
}

/* what begins with a word of its own */
static bool keyword(Reader *r, Comment *c)
{
	if (takeword(r, "with") || takeword(r, "and") || takeword(r, "only")) return true;
	if (takeword(r, "accumulates")) {
		c->k.mode = ACCUMULATES;
		return true;
	}
	if (takeword(r, "overwrites")) {
		c->k.mode = OVERWRITES;
		return true;
	}
	if (takewords(r, placewords)) return c->k.inplace = true;
	if (takeword(r, "derivative")) return c->k.derivative = true;
	if (takeword(r, "consumes")) return c->k.consumes = true;
	if (takeword(r, "scratch")) {
		scratch(r, c);
		return true;
	}
	if (takeword(r, "sizes")) {
		sizesclause(r, c);
		return true;
	}
	if (takeword(r, "call")) {
		call(r, c);
		return true;
	}
	if (takeword(r, "as")) {
		filled(r, c, NULL);
		return true;
	}
	return r->last && aboutarray(r, r->last);
}

static void clauses(Reader *r, Comment *c)
{
	while (!r->fault) {
		char *who;
		Array *a;

		skipblanks(r);
		if (*r->s == ',' || *r->s == ';') {
			r->s++;
			continue;
		}
		if (!*r->s) return;
		if (keyword(r, c) || r->fault) continue;
		if (c->k.ngiven == MOST) {
			r->fault = "too many clauses";
			return;
		}
		who = readname(r);
		skipblanks(r);
		if (takebyte(r, '='))
			c->k.given[c->k.ngiven++] = (Given){ who, readvalue(r) };
		else if (takeword(r, "as"))
			filled(r, c, who);
		else if (takeword(r, "holds"))
			holds(r, c, who);
		else if (*r->s == '[') {
			if (c->k.nargs + c->nothers == MOST) {
				r->fault = "too many arguments";
				return;
			}
			r->s -= strlen(who);
			r->last = &c->other[c->nothers++];
			*r->last = readarray(r);
		} else if (!arraynamed(c, who) && wordahead(r, "in") &&
			c->k.nargs + c->nothers < MOST) {
			/* a number that is drawn and has no gradient: a mode, a rate */
			r->last = &c->other[c->nothers++];
			*r->last = (Array){ .name = who };
			if (!aboutarray(r, r->last) && !r->fault)
				r->fault = pooled("`%s in` names no argument", who);
		} else if (!(a = arraynamed(c, who)) || !aboutarray(r, r->last = a)) {
			if (!r->fault && a)
				r->fault =
					pooled("nothing known is said of %s at `%.24s`", who, r->s);
			else if (!r->fault && wordahead(r, "in"))
				r->fault = pooled("`%s in` names no argument", who);
			if (!r->fault)
				r->fault = pooled("`%s` is none of: with NAME = VALUE, NAME in "
						  "(LO,HI), "
						  "NAME rows sum to 1, NAME sorted, accumulates, "
						  "overwrites, "
						  "in place, scratch NAME, sizes N = 64, as STRUCT "
						  "{ ... }, "
						  "call NAME(...), derivative, consumes, "
						  "TYPE holds float16",
					who);
		}
	}
}

static void results(Reader *r, Comment *c)
{
	for (skipblanks(r); *r->s && *r->s != '=' && !r->fault; skipblanks(r)) {
		if (*r->s == ',') {
			r->s++;
			continue;
		}
		if (c->k.nres == MOST) {
			r->fault = "too many results";
			break;
		}
		c->k.res[c->k.nres++] = readarray(r);
	}
	if (!r->fault && !c->k.nres) r->fault = "no result stands left of `=`";
	if (!r->fault && !takebyte(r, '=')) r->fault = "`=` is missing";
}

static void arguments(Reader *r, Comment *c)
{
	while (!r->fault && !takebyte(r, ')')) {
		if (c->k.nargs == MOST) {
			r->fault = "too many arguments";
			break;
		}
		r->last = &c->k.arg[c->k.nargs++];
		*r->last = readarray(r);
		if (!takebyte(r, ',') && *r->s != ')' && !r->fault)
			r->fault = pooled("`,` or `)` is expected at `%.24s`", r->s);
	}
	for (int k = 0; k < c->k.nargs; k++) c->k.arg[k].wanted = true;
}

/* its text on one line, as it may be offered with a clause more */
static char *oneline(const char *s)
{
	char *t = keptcopy(s, strlen(s));
	size_t n = 0;

	for (const char *p = s; *p; p++) {
		bool line = *p == '\n';

		if (line)
			while (isspace((unsigned char)p[1]) || p[1] == '*') p++;
		if (line || *p == '\t') {
			if (n && t[n - 1] != ' ') t[n++] = ' ';
		} else if (*p != '\r')
			t[n++] = *p;
	}
	while (n && t[n - 1] == ' ') n--;
	t[n] = 0;
	return t + strspn(t, " ");
}

bool readheld(const char *s, size_t n, Held *held, int *many)
{
	char *copy = keptcopy(s, n), *end = strstr(copy, "*/");
	Reader r = { .s = strstr(copy, "wengert:") + strlen("wengert:") };
	Comment c = { .line = 0 };
	char *who;

	if (end) *end = 0;
	skipblanks(&r);
	who = readname(&r);
	if (r.fault || !takeword(&r, "holds")) return false;
	holds(&r, &c, who);
	skipblanks(&r);
	if (r.fault || *r.s || *many == MOST) return false;
	held[(*many)++] = c.k.held[0];
	return true;
}

Comment readcomment(const char *s, size_t n, int line)
{
	Comment c = { .line = line };
	char *copy = keptcopy(s, n), *end = strstr(copy, "*/");
	Reader r = { .s = strstr(copy, "wengert:") + strlen("wengert:") };

	if (end) *end = 0;
	c.says = oneline(r.s);
	results(&r, &c);
	if (!r.fault) c.k.name = readname(&r);
	if (!r.fault && !takebyte(&r, '(')) r.fault = pooled("`(` is expected after %s", c.k.name);
	arguments(&r, &c);
	if (!r.fault) clauses(&r, &c);
	c.fault = r.fault;
	return c;
}
