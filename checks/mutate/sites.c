/* sites -- what may be changed in a source, and into what: one function for each operator. */
#include "checks/mutate/mutate.h"
#include "engines/wengert.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { const char *sign, *becomes; } Exchange;
typedef struct { const Source *s; Mutants all; int op; } Search;

static const char words[] = "return case sizeof else do goto";

/* text of tokens from .. to (without it) becomes what the format says */
__attribute__((format(printf, 4, 5)))
static void add(Search *h, size_t from, size_t to, const char *fmt, ...)
{
	const Token *a = &h->s->t[from], *z = &h->s->t[to - 1];
	Mutant m = { .op = h->op, .at = (size_t)(a->s - h->s->text), .token = from };
	va_list ap;

	m.n = (size_t)(z->s + z->n - a->s);
	va_start(ap, fmt);
	if (vasprintf(&m.after, fmt, ap) < 0) exit(2);
	va_end(ap);
	if (strlen(m.after) == m.n && !strncmp(m.after, a->s, m.n)) {
		free(m.after);
		return;
	}
	h->all.m = grow(h->all.m, &h->all.room, h->all.n + 1, sizeof *h->all.m);
	h->all.m[h->all.n++] = m;
}

/* the text of tokens from .. to (without it), for %.*s */
#define SPAN(s, from, to) spanned(s, from, to), (s)->t[from].s

static int spanned(const Source *s, size_t from, size_t to)
{
	return (int)(s->t[to - 1].s + s->t[to - 1].n - s->t[from].s);
}

static bool operand(const Token *t)
{
	return t->kind == NUMERAL || (t->kind == WORD && !among(t, words)) || among(t, ") ]");
}

/* is the sign at i between two operands, and no pointer's star? */
static bool binary(const Source *s, size_t i)
{
	return i && operand(&s->t[i - 1]) && !among(&s->t[i + 1], ") , * [ ;");
}

static void exchange(Search *h, size_t i, const Exchange *e)
{
	for (; e->sign; e++)
		if (is(&h->s->t[i], e->sign))
			add(h, i, i + 1, "%s", e->becomes);
}

static void arithmetic(Search *h, size_t i)
{
	static const Exchange e[] = {
		{ "+", "-" },  { "+", "*" },   { "-", "+" },  { "-", "/" },   { "*", "/" },
		{ "*", "+" },  { "/", "*" },   { "/", "-" },  { "%", "*" },   { "+=", "=" },
		{ "+=", "-=" }, { "-=", "=" }, { "-=", "+=" }, { "*=", "=" }, { "*=", "/=" },
		{ "/=", "*=" }, { 0 }
	};

	if (binary(h->s, i)) exchange(h, i, e);
}

static void comparison(Search *h, size_t i)
{
	static const Exchange e[] = {
		{ "<", "<=" }, { "<", ">=" }, { "<=", "<" }, { "<=", ">" },  { ">", ">=" },
		{ ">", "<=" }, { ">=", ">" }, { ">=", "<" }, { "==", "!=" }, { "!=", "==" }, { 0 }
	};

	exchange(h, i, e);
}

static void logic(Search *h, size_t i)
{
	static const Exchange e[] = { { "&&", "||" }, { "||", "&&" }, { 0 } };

	exchange(h, i, e);
}

static void condition(Search *h, size_t i)
{
	const Source *s = h->s;

	if (is(&s->t[i], "?")) {
		add(h, i, i + 1, "|| 1 ?");
		add(h, i, i + 1, "&& 0 ?");
	}
	if (!among(&s->t[i], "if while") || !is(&s->t[i + 1], "(") || s->mate[i + 1] <= i + 2)
		return;
	add(h, i + 2, s->mate[i + 1], "!(%.*s)", SPAN(s, i + 2, s->mate[i + 1]));
	add(h, i + 2, s->mate[i + 1], "0 && (%.*s)", SPAN(s, i + 2, s->mate[i + 1]));
	if (is(&s->t[i], "if"))                /* while (1) is a loop without an end more */
		add(h, i + 2, s->mate[i + 1], "1 || (%.*s)", SPAN(s, i + 2, s->mate[i + 1]));
}

/* a number's digits end, its suffix begins; NULL: no number */
static const char *suffix(const Token *t, bool *real, double *value)
{
	char *endi, *endf, *copy = copytext(t->s, t->n);
	double whole = (double)strtoull(copy, &endi, 0);
	size_t n;

	*value = strtod(copy, &endf);
	*real = endf > endi;
	if (!*real) *value = whole;
	n = (size_t)((*real ? endf : endi) - copy);
	release(copy);
	return t->s + n;
}

/* the shortest digits that are this number, as a C constant of reals */
static void shortest(char *to, size_t room, double x)
{
	for (int n = 1; n <= 17; n++) {
		snprintf(to, room, "%.*g", n, x);
		if (strtod(to, NULL) == x) break;
	}
	if (!strpbrk(to, ".en")) strcat(to, ".0");
}

static void constant(Search *h, size_t i)
{
	const Token *t = &h->s->t[i];
	const char *tail;
	char number[48];
	bool real;
	double x;

	if (t->kind != NUMERAL)
		return;
	tail = suffix(t, &real, &x);
	for (int by = 1; by >= -1; by -= 2) {
		if (x + by < 0 || fabs(x) > 0x1p52) continue;
		if (real) shortest(number, sizeof number, x + by);
		else      snprintf(number, sizeof number, "%.0f", x + by);
		add(h, i, i + 1, "%s%.*s", number, (int)(t->s + t->n - tail), tail);
	}
}

static void coefficient(Search *h, size_t i)
{
	const Token *t = &h->s->t[i];
	const char *tail;
	char number[48];
	bool real, factor;                     /* 2*x in a table is a formula */
	double x;

	if (t->kind != NUMERAL)
		return;
	tail = suffix(t, &real, &x);
	factor = strstr(h->s->name, ".def") && (among(&t[1], "* /") || (i && among(&t[-1], "* /")));
	if (x == 0 || (!real && !factor))
		return;
	shortest(number, sizeof number, x * (1 + 1e-7));
	add(h, i, i + 1, "%s%.*s", number, (int)(t->s + t->n - tail), tail);
}

/* an assignment or a call that is a statement of its own */
static void statement(Search *h, size_t i)
{
	const Source *s = h->s;
	static const char others[] =
		"return if for while switch else do goto case default break continue typedef";
	size_t to = s->first[i] ? statementend(s, i) : 0;
	bool acts = false;

	if (!to || !is(&s->t[to], ";") || declares(s, i) || among(&s->t[i], others))
		return;
	for (size_t k = i; k < to; k++)        /* a block, and not one statement */
		if (is(&s->t[k], ";")) return;
	for (size_t k = i; k < to; k = s->mate[k] > k ? s->mate[k] + 1 : k + 1)
		acts |= among(&s->t[k], "= += -= *= /= %= &= |= ^= <<= >>= ++ --") ||
			(is(&s->t[k], "(") && k > i && operand(&s->t[k - 1]));
	if (acts)
		add(h, i, to, "(void)0");
}

/* a text among the arguments is mostly a format: elsewhere it is a crash that no one would write */
static bool literal(const Source *s, size_t from, size_t to)
{
	return to == from + 1 && s->t[from].kind == STRING;
}

/* two that may change places by what the function is: the first of them is argument `at` of the
 * call whose parenthesis stands at i */
static bool symmetrical(const Source *s, size_t i, int at)
{
	static const char product[] = "alloc calloc hypot fmin fmax arb_overlaps arb_equal arb_eq "
		"arf_equal mpfr_equal_p fmpz_equal",
		sum[] = "arb_add arb_mul arb_max arb_min arb_union arb_addmul acb_add acb_mul "
		"acb_addmul arf_add arf_mul mag_add mag_mul mag_max mag_min mpfr_add mpfr_mul "
		"mpfr_max mpfr_min mpfr_hypot fmpz_add fmpz_mul fmpz_addmul";
	const Token *name = &s->t[i - 1], *behind = &s->t[s->mate[i] + 1];

	/* equal or not is all that is asked */
	if (at == 0 && among(name, "strcmp strcasecmp"))
		return i > 1 && among(&s->t[i - 2], "! ( && ||") &&
			(is(&s->t[i - 2], "!") || among(behind, ") && ||"));
	return (at == 0 && among(name, product)) || (at == 1 && among(name, sum));
}

static void swap(Search *h, size_t i)
{
	const Source *s = h->s;
	size_t from = i + 1, middle = 0, to = s->mate[i];
	int at = -1;

	if (!is(&s->t[i], "(") || !i || !operand(&s->t[i - 1]) || to <= i)
		return;
	if (among(&s->t[i - 1], "if for while switch") || !s->live[i - 1]) /* a row of a table */
		return;
	for (size_t k = from; k <= to; k = s->mate[k] > k && k < to ? s->mate[k] + 1 : k + 1) {
		if (k < to && !is(&s->t[k], ","))
			continue;
		if (middle && !literal(s, from, middle) && !literal(s, middle + 1, k) &&
			!symmetrical(s, i, at))
			add(h, from, k, "%.*s, %.*s", SPAN(s, middle + 1, k),
			    SPAN(s, from, middle));
		if (middle) from = middle + 1;
		middle = k, at++;
	}
}

/* the name of a loop's variable other than t, before it */
static const Token *another(const Token *t, const Token *start)
{
	for (const Token *k = t; k-- > start; )
		if (k->kind == WORD && k->n == 1 && strchr("ijklmnpqr", *k->s) && *k->s != *t->s)
			return k;
	return NULL;
}

static void subscript(Search *h, size_t i)
{
	const Source *s = h->s;
	const Token *other = NULL;
	size_t to = s->mate[i];

	if (!is(&s->t[i], "[") || !i || !operand(&s->t[i - 1]) || to <= i + 1)
		return;
	add(h, i, to + 1, "[(%.*s) + 1]", SPAN(s, i + 1, to));
	for (size_t k = i + 1; k < to && !other; k++) {
		const char *name = s->t[k].s, *inside = s->t[i + 1].s;

		if (s->t[k].kind == WORD && s->t[k].n == 1) other = another(&s->t[k], s->t);
		if (other)
			add(h, i, to + 1, "[%.*s%c%.*s]", (int)(name - inside), inside, *other->s,
			    (int)(s->t[to].s - name - 1), name + 1);
	}
}

static void result(Search *h, size_t i)
{
	const Source *s = h->s;
	size_t to = statementend(s, i);

	if (!is(&s->t[i], "return") || to <= i + 1)
		return;
	add(h, i + 1, to, "!(%.*s)", SPAN(s, i + 1, to));
	add(h, i + 1, to, "(%.*s) + 1", SPAN(s, i + 1, to));
	add(h, i + 1, to, "0");
}

static void step(Search *h, size_t i)
{
	static const Exchange e[] = { { "++", "--" }, { "--", "++" }, { 0 } };

	exchange(h, i, e);
}

const char *const operators[] = {
	"arithmetic", "comparison", "logic", "condition", "constant", "coefficient",
	"statement", "arguments", "index", "return", "count", NULL
};
static void (*const find[])(Search *, size_t) = {
	arithmetic, comparison, logic, condition, constant, coefficient,
	statement, swap, subscript, result, step
};

/* a change that leaves out line ends would move the lines behind it: they go to its end */
static void keeplines(const Source *s, Mutant *m)
{
	size_t had = 0, has = 0;
	char *whole;

	for (size_t k = 0; k < m->n; k++) had += s->text[m->at + k] == '\n';
	for (const char *k = m->after; *k; k++) has += *k == '\n';
	if (has >= had) return;
	whole = calloc(strlen(m->after) + had - has + 1, 1);
	if (!whole) exit(2);
	strcpy(whole, m->after);
	memset(whole + strlen(whole), '\n', had - has);
	free(m->after);
	m->after = whole;
}

Mutants sites(const Source *s)
{
	Search h = { .s = s };

	for (size_t i = 0; i + 1 < s->n; i++)
		for (h.op = 0; s->live[i] && operators[h.op]; h.op++)
			find[h.op](&h, i);
	for (size_t k = 0; k < h.all.n; k++) keeplines(s, &h.all.m[k]);
	return h.all;
}

void freemutants(Mutants all)
{
	for (size_t k = 0; k < all.n; k++) free(all.m[k].after);
	release(all.m);
}
