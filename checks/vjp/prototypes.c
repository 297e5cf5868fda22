/* prototypes.c -- double f(const double *x, int n) {...}: what it takes, what it returns. */
#include "checks/vjp/prototypes.h"
#include "checks/vjp/pool.h"
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 16 }; /* namespaces in each other */

/* ---- types ---------------------------------------------------------------------- */

static const struct {
	const char *name;
	int bytes;
} whole[] = {
	{ "int", 4 },
	{ "long", 8 },
	{ "unsigned", 4 },
	{ "short", 2 },
	{ "char", 1 },
	{ "bool", 1 },
	{ "_Bool", 1 },
	{ "size_t", 8 },
	{ "ssize_t", 8 },
	{ "ptrdiff_t", 8 },
	{ "intptr_t", 8 },
	{ "int8_t", 1 },
	{ "uint8_t", 1 },
	{ "int16_t", 2 },
	{ "uint16_t", 2 },
	{ "int32_t", 4 },
	{ "uint32_t", 4 },
	{ "int64_t", 8 },
	{ "uint64_t", 8 },
};

bool narrow(const char *type)
{
	static const char *const names[] = { "_Float16", "__fp16", "__bf16", NULL };

	for (int k = 0; type && names[k]; k++)
		if (!strcmp(type, names[k])) return true;
	return false;
}

bool distant(const char *type)
{
	static const char *const names[] = { "half", "__half", "bfloat16", "__nv_bfloat16", NULL };

	for (int k = 0; type && names[k]; k++)
		if (!strcmp(type, names[k])) return true;
	return false;
}

static const Alias *aliasof(const File *f, const char *type)
{
	for (size_t k = f->naliases; k--;)
		if (!strcmp(f->alias[k].name, type)) return &f->alias[k];
	return NULL;
}

static const char *unalias(const File *f, const char *type)
{
	const Alias *a = aliasof(f, type);

	return a ? a->means : type;
}

/* a pointer behind a name: what is const before it is the pointer */
static void behind(const File *f, const char *type, Param *p)
{
	const Alias *a = type ? aliasof(f, type) : NULL;

	if (a && a->pointer) p->pointer = p->handle = true, p->constant = a->constant;
}

/* "float", "double", a whole type; false: something else */
static bool typed(const File *f, const char *type, Param *p)
{
	type = unalias(f, type);
	p->base = WHOLE;
	if (!strcmp(type, "float")) {
		p->base = REAL32;
		return true;
	}
	if (!strcmp(type, "double")) {
		p->base = REAL64;
		return true;
	}
	if (narrow(type)) {
		p->base = strstr(type, "bf") ? BREAL16 : REAL16;
		return true;
	}
	for (size_t k = 0; k < sizeof whole / sizeof *whole; k++)
		if (!strcmp(type, whole[k].name)) {
			p->bytes = whole[k].bytes;
			return true;
		}
	return false;
}

static bool oneof(const Token *t, const char *const *words)
{
	for (; *words; words++)
		if (is(t, *words)) return true;
	return false;
}

/* what says nothing of the type */
static bool qualifier(const Token *t)
{
	static const char *const words[] = { "const", "restrict", "__restrict", "__restrict__",
		"static", "inline", "extern", "signed", "volatile", "register", "__inline",
		"__inline__", "__forceinline__", "struct", "enum", "__global__", "__device__",
		"__host__", "constexpr", "noexcept", NULL };

	return oneof(t, words);
}

static bool longer(const Token *t)
{
	static const char *const words[] = { "long", "int", "char", "short", NULL };

	return oneof(t, words);
}

/* what makes of a number one that is not judged: two of them, or one of more bytes */
static const char *larger(const Token *t, const Param *p, bool known)
{
	if (is(t, "_Complex") || is(t, "__complex__")) return "_Complex";
	return known && p->base == WHOLE && is(t, "double") ? "long double" : NULL;
}

/* tokens [t, end) of one parameter, or of what a function returns with its name last */
static Param parameter(const File *f, const Token *t, const Token *end)
{
	Param p = { .role = NOTHING };
	const char *large = NULL, *l;
	/* whole: (*x)[4]; beside: a star came last, but for const */
	bool known = false, whole = false, star = false, beside = false;

	for (; t < end; t++) {
		if (t->kind == PUNCT) {
			whole |= *t->s == '(';
			p.apart |= *t->s == '*' ? beside : *t->s == '[' && star && !whole;
			star |= *t->s == '*', beside = *t->s == '*';
			p.pointer |= *t->s == '*' || *t->s == '[';
			if (*t->s == '[') {
				p.many = star ? 0 : (p.many ? p.many : 1) * atoi(t[1].s);
				while (t < end && *t->s != ']') t++;
			}
			if (*t->s == '=') break;
			continue;
		}
		if (t->kind != WORD) continue;
		/* float *const x is written through */
		p.constant |= is(t, "const") && !p.pointer;
		p.tagged |= is(t, "struct");
		if (qualifier(t)) continue;
		beside = false;
		if ((l = larger(t, &p, known))) {
			large = l;
			continue;
		}
		if (!known || longer(t)) {
			char *word = keptcopy(t->s, t->n);
			Param q = p;

			if (typed(f, word, &q)) {
				/* long int and short int are no int */
				int bytes = known && is(t, "int") ? p.bytes : q.bytes;

				p = q, p.bytes = bytes, known = true;
				p.type = word;
				behind(f, word, &p);
				continue;
			}
		}
		if (p.name) p.other = p.name;
		p.name = keptcopy(t->s, t->n);
	}
	if (large) p.other = pooled("%s", large);
	if (!known || large) p.type = NULL;
	if (!p.type) behind(f, p.other, &p);
	return p;
}

/* ---- functions ------------------------------------------------------------------- */

/* what stands between ends, with one separator */
static void parameters(const File *f, Proto *p, const Token *from, const Token *close)
{
	size_t room = 0;
	int depth = 0;

	for (const Token *t = from, *first = from; t <= close; t++) {
		depth += mark(t, '(') || mark(t, '[');
		depth -= t != close && (mark(t, ')') || mark(t, ']'));
		if (t != close && !(mark(t, ',') && !depth)) continue;
		if (t > from && !(t == first + 1 && is(first, "void"))) {
			p->param = keptgrow(p->param, &room, (size_t)p->n + 1, sizeof *p->param);
			p->param[p->n++] = parameter(f, first, t);
		}
		first = t + 1;
	}
}

static Alias *addalias(File *f, char *name, char *means)
{
	f->alias = keptgrow(f->alias, &f->aliasroom, f->naliases + 1, sizeof *f->alias);
	f->alias[f->naliases] = (Alias){ .name = name, .means = means };
	return &f->alias[f->naliases++];
}

/* template <class T, int N>: a type is read as float.  Returns what follows; those that were
 * aliases before are so again when naliases is put back */
static const Token *pattern(File *f, const Token *t)
{
	const Token *end = matching(t + 1);

	for (const Token *k = t + 2; k < end; k++)
		if ((is(k, "class") || is(k, "typename")) && k[1].kind == WORD)
			addalias(f, keptcopy(k[1].s, k[1].n), pooled("float"));
	return end + 1;
}

static void prototype(File *f, const Token *start, const Token *open, const Token *close,
	const Token *body, const char *scope)
{
	const Token *name = open - 1, *end = mark(body, '{') ? matching(body) : NULL;
	Proto p = { .name = keptcopy(name->s, name->n), .line = name->line, .body = end != NULL };
	size_t aliases = f->naliases;

	p.scope = pooled("%s", scope);
	p.pattern = is(start, "template") && mark(start + 1, '<');
	if (p.pattern) start = pattern(f, start);
	p.back = parameter(f, start, name);
	parameters(f, &p, open + 1, close);
	p.text = end ? keptcopy(body->s, (size_t)(end->s - body->s) + end->n) : pooled("%s", "");
	f->naliases = aliases;
	f->p = keptgrow(f->p, &f->room, f->n + 1, sizeof *f->p);
	f->p[f->n++] = p;
}

/* ---- typedefs and structs ---------------------------------------------------------- */

static void fieldsof(File *f, char *name, const Token *what, const Token *open, const Token *close)
{
	Record r = { .name = name, .overlaid = is(what, "union") };
	size_t room = 0;

	for (const Token *t = open + 1, *first = t; t < close; t++) {
		Param type;

		/* a function of C++, with its body; not a pointer to one */
		if (mark(t, '(') && !mark(t + 1, '*')) {
			while (t < close && !mark(t, '{') && !mark(t, ';')) t++;
			if (mark(t, '{')) t = matching(t);
			first = t + 1;
			continue;
		}
		if (mark(t, '{')) {
			t = matching(t);
			continue;
		}
		if (!mark(t, ';') && !mark(t, ',')) continue;
		type = parameter(f, first, t);
		r.field = keptgrow(r.field, &room, (size_t)r.n + 1, sizeof *r.field);
		r.field[r.n++] = type;
		/* int B, C: what follows a comma has the type that stood before it */
		if (mark(t, ';'))
			first = t + 1;
		else {
			type.pointer = false;
			for (t++; t < close && !mark(t, ';'); t++) {
				type.pointer |= mark(t, '*') || mark(t, '[');
				if (mark(t, '[')) type.many = 0, t = matching(t);
				if (t->kind != WORD) continue;
				type.name = keptcopy(t->s, t->n);
				r.field =
					keptgrow(r.field, &room, (size_t)r.n + 1, sizeof *r.field);
				r.field[r.n++] = type;
				type.pointer = false;
			}
			first = t + 1;
		}
	}
	f->record = keptgrow(f->record, &f->recordroom, f->nrecords + 1, sizeof *f->record);
	f->record[f->nrecords++] = r;
}

/* [typedef] struct|enum|union [TAG] { ... } [NAME]; returns its last token */
static const Token *defined(File *f, const Token *t, const Token *what, const Token *open)
{
	const Token *close = matching(open), *last = close;
	bool enumeration = is(what, "enum");

	if (open > what + 1 && what[1].kind == WORD) {
		char *tag = keptcopy(what[1].s, what[1].n);

		if (enumeration)
			addalias(f, tag, pooled("int"));
		else
			fieldsof(f, tag, what, open, close);
	}
	while (last->kind != END && !mark(last, ';')) last++;
	if (is(t, "typedef"))
		for (const Token *k = close + 1; k < last; k++)
			if (k->kind == WORD && (mark(k + 1, ';') || mark(k + 1, ','))) {
				char *name = keptcopy(k->s, k->n);

				if (enumeration)
					addalias(f, name, pooled("int"));
				else
					fieldsof(f, name, what, open, close);
				if (mark(k - 1, '*')) addalias(f, name, name)->pointer = true;
			}
	return last;
}

/* typedef unsigned int word; typedef struct layer layer; typedef const float *in; */
static const Token *renamed(File *f, const Token *t)
{
	const Token *end = t, *from = t + 1;
	Param p;
	bool plain = true;
	Alias *a;

	while (end->kind != END && !mark(end, ';'))
		plain &= end->kind == WORD || mark(end, '*'), end++;
	if (!plain || end - t < 3) return end;
	p = parameter(f, from, end);
	if (!p.name || (!p.type && !p.other)) return end;
	a = addalias(f, p.name, p.type ? pooled("%s", unalias(f, p.type)) : p.other);
	a->pointer = p.pointer, a->constant = p.constant;
	return end;
}

/* the tag of a type defined at t, or NULL: where its braces open */
static const Token *opening(const Token *what)
{
	const Token *open = what + 1;

	while (open->kind == WORD) open++;
	return mark(open, '{') ? open : NULL;
}

static const Token *declared(File *f, const Token *t)
{
	const Token *what = is(t, "typedef") ? t + 1 : t, *open;

	while (is(what, "static") || is(what, "const")) what++;
	if (is(what, "struct") || is(what, "enum") || is(what, "union"))
		if ((open = opening(what))) return defined(f, t, what, open);
	return is(t, "typedef") ? renamed(f, t) : NULL;
}

/* extern "C" { and namespace x {: what is inside is at the top too */
static bool transparent(const Token *start)
{
	return is(start, "namespace") || (is(start, "extern") && start[1].kind == STRING);
}

/* what follows attributes, which stand before a declaration or before its body */
static const Token *attributes(const Token *t)
{
	for (;;) {
		bool word = is(t, "__attribute__") || is(t, "noexcept"),
		     bare = is(t, "noexcept") && !mark(t + 1, '('),
		     bracket = word ? mark(t + 1, '(') : mark(t, '[') && mark(t + 1, '[');
		const Token *end = bare ? t : bracket ? matching(word ? t + 1 : t) : NULL;

		if (!end || end->kind == END) return t;
		t = end + 1;
	}
}

/* a namespace, and the braces that are open around what is at the top */
static char *entered(const char *scope, const Token *start)
{
	bool named = is(start, "namespace") && start[1].kind == WORD;

	return named ? pooled("%s%.*s::", scope, (int)start[1].n, start[1].s) : pooled("%s", scope);
}

static void read(File *f, const Token *t)
{
	const Token *start = t, *end, *body;
	char *scope[DEEPEST] = { pooled("%s", "") };
	int depth = 0;

	for (; t->kind != END; t++) {
		if (t == start && (start = t = attributes(t))->kind == END) return;
		if (t == start && (end = declared(f, t))) {
			t = end;
			if (t->kind == END) return;
			start = t + 1;
			continue;
		}
		if (mark(t, '}') && depth) depth--;
		if (mark(t, ';') || mark(t, '}')) {
			start = t + 1;
			continue;
		}
		if (mark(t, '{')) {
			if (!transparent(start) || depth + 1 == DEEPEST)
				t = matching(t);
			else {
				char *inner = entered(scope[depth], start);

				scope[++depth] = inner;
			}
			if (t->kind == END) return;
			start = t + 1;
			continue;
		}
		if (!mark(t, '(') || t <= start || t[-1].kind != WORD) continue;
		end = matching(t);
		if (end->kind == END) return;
		body = attributes(end + 1);
		if ((mark(body, '{') || mark(body, ';')) && t - 1 > start)
			prototype(f, start, t, end, body, scope[depth]);
		t = body - 1;
	}
}

File prototypes(const char *text)
{
	size_t n, m;
	Token *all = tokens(text, &n), *own = meaningful(all, &m);
	File f = { 0 };

	read(&f, own);
	release(own);
	release(all);
	return f;
}

const Record *structnamed(const File *f, const char *type)
{
	for (size_t k = f->nrecords; type && k--;)
		if (!strcmp(f->record[k].name, type) ||
			!strcmp(f->record[k].name, unalias(f, type)))
			return &f->record[k];
	return NULL;
}
