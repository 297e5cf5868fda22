/* comment.c -- out[B,C] mean[B] = layernorm(inp[B,C], weight[C]) with eps = 1e-5, x in (0,inf)
 * accumulates.  docs/kernels.md is the page for who writes one. */
#include "checks/vjp/comment.h"
#include "checks/vjp/pool.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* last: the array that a clause without a name is about */
typedef struct { const char *s, *fault; Array *last; } Reader;

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
		if (!r->fault) r->fault = pooled("a name is expected at `%.24s`", r->s);
		return pooled("?");
	}
	r->s += n;
	return keptcopy(r->s - n, n);
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
	if ((!n || !r->s[n]) && !r->fault) r->fault = pooled("`%.24s` is cut short", r->s);
	r->s += n;
	while (n && isspace((unsigned char)r->s[-1])) r->s--, n--;
	return keptcopy(r->s - n, n);
}

static void interval(Reader *r, Array *a)
{
	blanks(r);
	if (*r->s != '(' && *r->s != '[') {
		r->fault = pooled("an interval such as (0,inf) is expected at `%.24s`", r->s);
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

static const char *termend(Reader *r, const char *s)
{
	int depth = 0;
	const char *from;

	while (*s == ' ' || *s == '-' || *s == '+') s++;
	if (*s == '(') {
		do {
			if (!*s) return s;
			depth += (*s == '(') - (*s == ')');
			s++;
		} while (depth);
		return s;
	}
	for (from = s; isalnum((unsigned char)*s) || *s == '_' || *s == '.' ||
		((*s == '-' || *s == '+') && s > from && isdigit((unsigned char)*from) &&
			strchr("eEpP", s[-1]));
		s++)
		;
	if (s == from && !r->fault) r->fault = pooled("a value is expected at `%.24s`", s);
	return s;
}

/* a number, a name, or an expression of them: to the last term that an operator joins */
static char *valued(Reader *r)
{
	const char *from, *end, *next;

	blanks(r);
	from = r->s;
	for (end = termend(r, from); !r->fault;) {
		for (next = end; *next == ' '; next++)
			;
		if (!*next || !strchr("+-*/", *next)) break;
		for (next++; *next == ' '; next++)
			;
		if (!isalnum((unsigned char)*next) && *next != '(' && *next != '_') break;
		end = termend(r, next);
	}
	r->s = end;
	return keptcopy(from, (size_t)(end - from));
}

/* several words in a row, or none is taken */
static bool takewords(Reader *r, const char *const *words)
{
	const char *was = r->s;

	for (; *words; words++)
		if (!takeword(r, *words)) { r->s = was; return false; }
	return true;
}

static const char *const rowwords[] = { "rows", "sum", "to", "1", NULL };
static const char *const placewords[] = { "in", "place", NULL };

/* a clause about an array, after its name */
static bool about(Reader *r, Array *a)
{
	const char *was = r->s;

	if (takewords(r, placewords)) { r->s = was; return false; }
	if (takeword(r, "in"))         { interval(r, a); return true; }
	if (takewords(r, rowwords))    return a->rows = true;
	if (takeword(r, "strictly"))   return a->strictly = true;
	if (!takeword(r, "sorted"))    return false;
	a->sorted = true;
	if (takeword(r, "from")) {
		a->from = valued(r);
		if (takeword(r, "to")) a->to = valued(r);
	}
	return true;
}

static Array shaped(Reader *r)
{
	Array a = { .name = name(r) };

	if (take(r, '[')) {
		do {
			if (a.rank == RANK) { r->fault = "more axes than 8"; return a; }
			a.dim[a.rank++] = expression(r, ",]");
		} while (take(r, ','));
		if (!take(r, ']') && !r->fault) r->fault = pooled("`]` is expected at `%.24s`", r->s);
	}
	if (*r->s == '*') r->s++, a.wanted = true;
	while (!r->fault && about(r, &a))
		;
	return a;
}

/* ---- clauses ----------------------------------------------------------------------------- */

static Array *arraynamed(Comment *c, const char *who)
{
	for (int k = 0; k < c->k.nargs; k++) if (!strcmp(c->k.arg[k].name, who)) return &c->k.arg[k];
	for (int k = 0; k < c->nothers; k++) if (!strcmp(c->other[k].name, who)) return &c->other[k];
	return NULL;
}

/* 12, at least 1 */
static long counted(Reader *r)
{
	long n = 0;

	blanks(r);
	while (isdigit((unsigned char)*r->s) && n < 1000000000) n = 10 * n + *r->s++ - '0';
	if (n < 1 && !r->fault) r->fault = pooled("a size from 1 is expected at `%.24s`", r->s);
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
	if (c->k.nlimits == SIZES) { r->fault = "too many sizes"; return NULL; }
	c->k.limit[c->k.nlimits] = (Limit){ .size = who, .least = 1, .most = 0, .step = 1 };
	return &c->k.limit[c->k.nlimits++];
}

/* N = 64, 300, C >= 128, M % 8; whether there was one */
static bool limit(Reader *r, Comment *c)
{
	const char *was = r->s;
	Limit *l;
	char *who;

	blanks(r);
	if (!isalpha((unsigned char)*r->s) && *r->s != '_') { r->s = was; return false; }
	who = name(r);
	blanks(r);
	if (!strchr("=<>%", *r->s) || !*r->s) { r->s = was; return false; }
	if (!(l = limitof(r, c, who))) return false;
	if (take(r, '='))
		do {
			if (l->n == LISTED) { r->fault = "more than 8 sizes in a list"; return false; }
			take(r, ',');
			l->list[l->n++] = counted(r);
		} while (digitahead(r) && !r->fault);
	else if (take(r, '%')) l->step = counted(r);
	else if (*r->s == '>') r->s++, l->least = counted((take(r, '='), r));
	else                   r->s++, l->most = counted((take(r, '='), r));
	return true;
}

static void sizesclause(Reader *r, Comment *c)
{
	if (!limit(r, c) && !r->fault)
		r->fault = pooled("`sizes` wants N = 64, 300 or C >= 128 or M %% 8, not `%.24s`", r->s);
	while (!r->fault) {
		const char *was = r->s;

		blanks(r);
		if (*r->s == ',') r->s++;
		if (!limit(r, c)) { r->s = was; return; }
	}
}

/* { N = N, eps = 1e-5 } of Params */
static void filled(Reader *r, Comment *c, char *who)
{
	Filled *f = &c->k.filled[c->k.nfilled];

	if (c->k.nfilled == MOST) { r->fault = "too many structs"; return; }
	*f = (Filled){ .type = name(r), .name = who };
	c->k.nfilled++;
	if (!r->fault && !take(r, '{')) r->fault = pooled("`{` is expected after `as %s`", f->type);
	while (!r->fault && !take(r, '}')) {
		Member d = { .name = (blanks(r), expression(r, "=,}")) };

		if (!take(r, '=') && !r->fault)
			r->fault = pooled("the field %s wants `= VALUE`", d.name);
		blanks(r);
		d.value = expression(r, ",}");
		f->field = keptgrow(f->field, &f->room, f->n + 1, sizeof *f->field);
		f->field[f->n++] = d;
		take(r, ',');
	}
}

/* backward(dx, dy, x, N) */
static void call(Reader *r, Comment *c)
{
	Calling *w = &c->call[c->ncalls];

	if (c->ncalls == CALLS) { r->fault = "more than two calls"; return; }
	*w = (Calling){ .name = name(r) };
	c->ncalls++;
	if (!r->fault && !take(r, '(')) r->fault = pooled("`(` is expected after `call %s`", w->name);
	while (!r->fault && !take(r, ')')) {
		if (w->n == CALLED) { r->fault = "too many parameters in a call"; return; }
		blanks(r);
		w->arg[w->n++] = expression(r, ",)");
		take(r, ',');
	}
}

static void scratch(Reader *r, Comment *c)
{
	if (c->k.nscratch == MOST) { r->fault = "too many scratch arrays"; return; }
	c->k.scratch[c->k.nscratch] = shaped(r);
	if (take(r, '=')) {
		if (!takeword(r, "0")) r->fault = "scratch is filled with 0 or with anything";
		c->k.scratch[c->k.nscratch].zeroed = true;
	}
	c->k.nscratch++;
}

/* what begins with a word of its own */
static bool keyword(Reader *r, Comment *c)
{
	if (takeword(r, "with") || takeword(r, "and") || takeword(r, "only")) return true;
	if (takeword(r, "accumulates"))  { c->k.mode = ACCUMULATES; return true; }
	if (takeword(r, "overwrites"))   { c->k.mode = OVERWRITES; return true; }
	if (takewords(r, placewords))    return c->k.inplace = true;
	if (takeword(r, "derivative"))   return c->k.derivative = true;
	if (takeword(r, "scratch"))      { scratch(r, c); return true; }
	if (takeword(r, "sizes"))        { sizesclause(r, c); return true; }
	if (takeword(r, "call"))         { call(r, c); return true; }
	if (takeword(r, "as"))           { filled(r, c, NULL); return true; }
	return r->last && about(r, r->last);
}

static void clauses(Reader *r, Comment *c)
{
	while (!r->fault) {
		char *who;
		Array *a;

		blanks(r);
		if (*r->s == ',' || *r->s == ';') { r->s++; continue; }
		if (!*r->s) return;
		if (keyword(r, c) || r->fault) continue;
		if (c->k.ngiven == MOST || c->nothers == MOST) {
			r->fault = "too many clauses";
			return;
		}
		who = name(r);
		blanks(r);
		if (take(r, '='))
			c->k.given[c->k.ngiven++] = (Given){ who, valued(r) };
		else if (takeword(r, "as"))
			filled(r, c, who);
		else if (*r->s == '[') {
			r->s -= strlen(who);
			r->last = &c->other[c->nothers++];
			*r->last = shaped(r);
		} else if (!(a = arraynamed(c, who)) || !about(r, r->last = a)) {
			if (!r->fault && a) r->fault = pooled("nothing known is said of %s at `%.24s`",
							who, r->s);
			else if (!r->fault && wordahead(r, "in"))
				r->fault = pooled("`%s in` names no argument", who);
			if (!r->fault)
				r->fault = pooled("`%s` is none of: with NAME = VALUE, NAME in (LO,HI), "
					"NAME rows sum to 1, NAME sorted, accumulates, overwrites, "
					"in place, scratch NAME, sizes N = 64, as STRUCT { ... }, "
					"call NAME(...), derivative",
					who);
		}
	}
}

static void results(Reader *r, Comment *c)
{
	for (blanks(r); *r->s && *r->s != '=' && !r->fault; blanks(r)) {
		if (*r->s == ',') { r->s++; continue; }
		if (c->k.nres == MOST) { r->fault = "too many results"; break; }
		c->k.res[c->k.nres++] = shaped(r);
	}
	if (!r->fault && !c->k.nres) r->fault = "no result stands left of `=`";
	if (!r->fault && !take(r, '=')) r->fault = "`=` is missing";
}

static void arguments(Reader *r, Comment *c)
{
	while (!r->fault && !take(r, ')')) {
		if (c->k.nargs == MOST) { r->fault = "too many arguments"; break; }
		r->last = &c->k.arg[c->k.nargs++];
		*r->last = shaped(r);
		if (!take(r, ',') && *r->s != ')' && !r->fault)
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
		if (line || *p == '\t') { if (n && t[n - 1] != ' ') t[n++] = ' '; }
		else if (*p != '\r')   t[n++] = *p;
	}
	while (n && t[n - 1] == ' ') n--;
	t[n] = 0;
	return t + strspn(t, " ");
}

Comment readcomment(const char *s, size_t n, int line)
{
	Comment c = { .line = line };
	char *copy = keptcopy(s, n), *end = strstr(copy, "*/");
	Reader r = { .s = strstr(copy, "wengert:") + strlen("wengert:") };

	if (end) *end = 0;
	c.says = oneline(r.s);
	results(&r, &c);
	if (!r.fault) c.k.name = name(&r);
	if (!r.fault && !take(&r, '(')) r.fault = pooled("`(` is expected after %s", c.k.name);
	arguments(&r, &c);
	if (!r.fault) clauses(&r, &c);
	c.fault = r.fault;
	return c;
}
