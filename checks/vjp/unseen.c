/* unseen.c -- what was never taken, in the words of the source: "line 14: x < -20 never true". */
#include "checks/vjp/cover.h"
#include "checks/vjp/limits.h"
#include "checks/vjp/literals.h"
#include "checks/vjp/tokens.h"
#include "checks/io/out.h"
#include <dlfcn.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* of a call's return address: the call stands before it */
static int lineof(const Cover *v, const void *at)
{
	Dl_info where;
	char *command, said[512] = "";
	const char *colon;
	FILE *f;

	if (!dladdr(at, &where)) return 0;
	command = text("addr2line -e %s 0x%lx 2>/dev/null", shellword(v->b->s->hooks->library),
		(unsigned long)((const char *)at - (const char *)where.dli_fbase - 1));
	f = popen(command, "r");
	if (f && !fgets(said, sizeof said, f)) *said = 0;
	if (f) pclose(f);
	colon = strrchr(said, ':');
	return colon ? atoi(colon + 1) : 0;
}

/* <= as one token, and -> as one that compares nothing; in place */
static void joined(Token *t, size_t *n)
{
	static const char *const pairs[] = { "<=", ">=", "==", "!=", "&&", "||", "->", "<<", ">>",
		"+=", "-=", "*=", "/=" };
	size_t to = 0;

	for (size_t k = 0; k < *n; k++) {
		bool two = false;

		for (size_t p = 0; p < sizeof pairs / sizeof *pairs; p++)
			two |= t[k].kind == PUNCT && k + 1 < *n && t[k + 1].s == t[k].s + 1 &&
				!strncmp(t[k].s, pairs[p], 2);
		t[to] = t[k];
		if (two) t[to].n = 2, k++;
		to++;
	}
	*n = to;
}

static const char *const relations[] = { "<", "<=", ">", ">=", "==", "!=" };

static int relation(const Token *t)
{
	for (int k = 0; k < 6; k++) if (is(t, relations[k])) return k;
	return -1;
}

/* where an operand of a comparison ends */
static bool ends(const Token *t, int depth)
{
	static const char *const stops[] = { ";", ",", "?", ":", "&&", "||", "{", "}", "=",
		"return", "if", "while", "for", "+=", "-=", "*=", "/=" };

	for (size_t k = 0; k < sizeof stops / sizeof *stops; k++) if (is(t, stops[k])) return true;
	return depth < 0;
}

/* tokens from to to of t as they stand in the source */
static char *between(const Token *t, size_t from, size_t to)
{
	return text("%.*s", (int)(t[to].s + t[to].n - t[from].s), t[from].s);
}

/* the operands of the comparison at `at`: the first begins at from, the second ends at to */
static void operands(const Token *t, size_t n, size_t at, size_t *from, size_t *to)
{
	int depth = 0;

	for (*from = at; *from > 0; --*from) {
		const Token *w = &t[*from - 1];

		depth += is(w, ")") || is(w, "]") ? 1 : is(w, "(") || is(w, "[") ? -1 : 0;
		if (ends(w, depth)) break;
	}
	depth = 0;
	for (*to = at; *to + 1 < n; ++*to) {
		const Token *w = &t[*to + 1];

		depth += is(w, "(") || is(w, "[") ? 1 : is(w, ")") || is(w, "]") ? -1 : 0;
		if (ends(w, depth)) break;
	}
}

/* without its sign, of an operand that is a number; NaN: it is something else */
static double numeral(const Token *t, size_t from, size_t to)
{
	double v = NAN;

	for (size_t k = from; k < to; k++) {
		if (is(&t[k], "(") || is(&t[k], ")") || is(&t[k], "-")) continue;
		if (t[k].kind != NUMERAL || !isnan(v)) return NAN;
		v = strtod(t[k].s, NULL);
	}
	return v;
}

/* compilers swap operands: 1, a number tells that they are reported as they stand there; -1, that
 * they are not; 0: there is none */
static int order(const Site *s, const Token *t, size_t n, size_t at)
{
	size_t from, to;
	double left, right;

	operands(t, n, at, &from, &to);
	left = numeral(t, from, at), right = numeral(t, at + 1, to + 1);
	if (!isnan(left) == !isnan(right)) return 0;
	/* of whole numbers the constant is reported first, of others last */
	return s->real == (isnan(left) != 0) ? 1 : -1;
}

/* how it turned out, by the relation between its operands (-1: it is not known) and their order */
static const char *never(const Site *s, int relation, int order)
{
	bool less = order < 0 ? s->more : s->less, more = order < 0 ? s->less : s->more;
	bool yes[6] = { less, less || s->equal, more, more || s->equal, s->equal, less || more };
	bool no[6] = { s->equal || more, more, less || s->equal, less, less || more, s->equal };

	if (relation < 0 || (relation < 4 && !order)) return "one way only";
	return !yes[relation] ? "never true" : !no[relation] ? "never false" : NULL;
}

/* in the head of a loop, whose end stands in the library behind its body */
static bool loops(const Token *t, size_t at)
{
	int depth = 0;

	for (size_t k = at; k-- > 0 && !is(&t[k], "{") && !is(&t[k], "}");) {
		depth += is(&t[k], ")") ? 1 : is(&t[k], "(") ? -1 : 0;
		if (depth < 0) return k && (is(&t[k - 1], "for") || is(&t[k - 1], "while"));
	}
	return false;
}

/* it names the constant that the place compares with */
static bool names(const Site *s, const Token *t, size_t n, size_t at)
{
	for (size_t k = at > 2 ? at - 2 : 0; k < n && k <= at + 2; k++) {
		double v =
			t[k].kind == NUMERAL && t[k].line == t[at].line ? strtod(t[k].s, NULL) : 0;

		if (v != 0 && (fabs(s->a) == v || fabs(s->b) == v)) return true;
	}
	return false;
}

/* the comparison of the source that stands there: one that names its constant, else the k-th of
 * those that loop or do not, as indices are compared in loops and numbers are not; n: none */
static size_t tokenof(const Site *s, const Token *t, size_t n, int line, int k)
{
	size_t last = n;

	for (size_t i = 0; i < n; i++)
		if (t[i].line == line && relation(&t[i]) >= 0 && names(s, t, n, i)) return i;
	for (size_t i = 0; i < n; i++) {
		if (t[i].line != line || relation(&t[i]) < 0 || loops(t, i) == s->real) continue;
		last = i;
		if (!k--) break;
	}
	return last;
}

static void described(Cover *v, const Site *s, const Token *t, size_t n, int line, int k)
{
	Verdict *to = v->b->v;
	size_t have = strlen(to->untaken), i = tokenof(s, t, n, line, k), first, last;
	const char *how = i < n ? never(s, relation(&t[i]), order(s, t, n, i)) : never(s, -1, 0);
	char *what;

	if (i < n)
		operands(t, n, i, &first, &last), what = between(t, first, last);
	else
		what = text("a comparison of %.6g and %.6g", s->a, s->b);
	if (!how) { to->taken++; return; }
	snprintf(to->untaken + have, sizeof to->untaken - have, "%sline %d: %s %s%s",
		have ? "; " : "", line, what, how, s->back ? "" : " (forward)");
}

/* others of its kind on the same line, before it in the library */
static int before(const Cover *v, const Site *s, int line, const int *lines)
{
	int n = 0;

	for (size_t k = 0; k < v->nsites; k++)
		n += lines[k] == line && v->site[k].back == s->back &&
			v->site[k].real == s->real && v->site[k].at < s->at;
	return n;
}

/* of a pointer or a constant nothing is asked */
static bool counts(const Site *s)
{
	return !s->itself && s->varies && fabs(s->a) < POINTERS && fabs(s->b) < POINTERS;
}

static bool lacks(const Site *s)
{
	return s->real ? !bothways(s) : !s->next[1] && !(s->less && s->more) && !s->equal;
}

void unseen(Cover *v)
{
	int *lines = alloc(v->nsites + 1, sizeof *lines);
	char *source = NULL;
	size_t n = 0;
	Token *all = NULL, *t = NULL;

	for (size_t k = 0; k < v->nsites; k++)
		if (counts(&v->site[k])) {
			v->b->v->compared += v->site[k].real;
			v->b->v->taken += v->site[k].real && !lacks(&v->site[k]);
		}
	for (size_t k = 0; k < v->nsites; k++) {
		const Site *s = &v->site[k];

		if (!counts(s) || !lacks(s)) continue;
		if (!source && (source = sourceof(v->b->k->file)))
			all = tokens(source, &n), t = meaningful(all, &n), joined(t, &n);
		for (size_t i = 0; i < v->nsites; i++)
			if (!lines[i]) lines[i] = lineof(v, v->site[i].at);
		described(v, s, t, n, lines[k], before(v, s, lines[k], lines));
	}
	release(lines), release(t), release(all), release(source);
}
