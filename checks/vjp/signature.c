/* signature.c -- forward and backward found in the source, and what each parameter is.
 *
 * The comment line names results, arguments and shapes; the prototypes say how they are passed.
 */
#include "checks/vjp/signature.h"
#include "checks/vjp/comment.h"
#include "checks/vjp/tokens.h"
#include <errno.h>
#include <stdarg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- prototypes ---------------------------------------------------------------- */

typedef struct { char *name, *means; } Alias;      /* typedef float real; */
typedef struct { Proto *p; size_t n, room; Alias *alias; size_t naliases, aliasroom; } File;

static const struct { const char *name; int bytes; } whole[] = {
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

static const char *unalias(const File *f, const char *type)
{
	for (size_t k = f->naliases; k--;)
		if (!strcmp(f->alias[k].name, type))
			return f->alias[k].means;
	return type;
}

/* "float", "double", a whole type; NULL: something else */
static bool typed(const File *f, const char *type, Param *p)
{
	type = unalias(f, type);
	p->base = WHOLE;
	if (!strcmp(type, "float"))  { p->base = REAL32; return true; }
	if (!strcmp(type, "double")) { p->base = REAL64; return true; }
	for (size_t k = 0; k < sizeof whole / sizeof *whole; k++)
		if (!strcmp(type, whole[k].name)) { p->bytes = whole[k].bytes; return true; }
	return false;
}

static bool qualifier(const Token *t)
{
	static const char *const words[] = { "const", "restrict", "__restrict", "__restrict__",
		"static", "inline", "extern", "signed", "volatile", "register", "__inline",
		"__inline__", NULL };

	for (int k = 0; words[k]; k++)
		if (is(t, words[k]))
			return true;
	return false;
}

/* tokens [t, end) of one parameter, or of what a function returns with its name last */
static Param parameter(const File *f, const Token *t, const Token *end)
{
	Param p = { .role = NOTHING };
	bool known = false;

	for (; t < end; t++) {
		if (t->kind == PUNCT) {
			p.pointer |= *t->s == '*' || *t->s == '[';
			if (*t->s == '[') while (t < end && *t->s != ']') t++;
			continue;
		}
		if (t->kind != WORD)
			continue;
		p.constant |= is(t, "const");
		if (qualifier(t))
			continue;
		if (!known || is(t, "long") || is(t, "int") || is(t, "char") || is(t, "short")) {
			char *word = copytext(t->s, t->n);
			Param q = p;

			if (typed(f, word, &q)) {
				int bytes = known && p.bytes > q.bytes ? p.bytes : q.bytes;

				p = q, p.bytes = bytes, known = true;
				p.type = word;
				continue;
			}
		}
		p.name = copytext(t->s, t->n);
	}
	if (!known) p.type = NULL;
	return p;
}

static const Token *matching(const Token *t)
{
	int depth = 0;
	char open = *t->s, close = open == '(' ? ')' : open == '{' ? '}' : ']';

	for (; t->kind != END; t++) {
		if (t->kind != PUNCT)
			continue;
		depth += (*t->s == open) - (*t->s == close);
		if (!depth)
			return t;
	}
	return t;
}

static void prototype(File *f, const Token *start, const Token *name, const Token *open,
	const Token *close, bool body)
{
	Proto p = { .name = copytext(name->s, name->n), .line = name->line, .body = body };
	const Token *from = open + 1;
	size_t room = 0;
	int depth = 0;

	p.back = parameter(f, start, name);
	for (const Token *t = from; t <= close; t++) {
		depth += t->kind == PUNCT && (*t->s == '(' || *t->s == '[');
		depth -= t->kind == PUNCT && t != close && (*t->s == ')' || *t->s == ']');
		if (t != close && !(t->kind == PUNCT && *t->s == ',' && !depth))
			continue;
		if (t > from && !(t == from + 1 && is(from, "void"))) {
			p.param = grow(p.param, &room, (size_t)p.n + 1, sizeof *p.param);
			p.param[p.n++] = parameter(f, from, t);
		}
		from = t + 1;
	}
	f->p = grow(f->p, &f->room, f->n + 1, sizeof *f->p);
	f->p[f->n++] = p;
}

static void addalias(File *f, const char *name, size_t n, const char *means, size_t m)
{
	f->alias = grow(f->alias, &f->aliasroom, f->naliases + 1, sizeof *f->alias);
	f->alias[f->naliases++] = (Alias){ copytext(name, n), copytext(means, m) };
}

/* #define real float */
static void defines(File *f, const Token *t)
{
	for (; t->kind != END; t++) {
		char name[64], means[64], rest[8];

		if (t->kind == DIRECTIVE && t->n < 160) {
			char *line = copytext(t->s, t->n);

			if (sscanf(line, "# define %63[A-Za-z0-9_] %63[a-z] %7s", name, means,
				    rest) == 2 &&
				(!strcmp(means, "float") || !strcmp(means, "double") ||
					!strcmp(means, "int")))
				addalias(f, name, strlen(name), means, strlen(means));
			release(line);
		}
	}
}

static File couples(const char *source)
{
	size_t n, m;
	Token *all = tokens(source, &n), *t = meaningful(all, &m), *start = t;
	File f = { 0 };

	defines(&f, all);
	for (Token *k = t; k->kind != END; k++) {
		if (k->kind == WORD && is(k, "typedef") && k[1].kind == WORD && k[2].kind == WORD &&
			k[3].kind == PUNCT && *k[3].s == ';')
			addalias(&f, k[2].s, k[2].n, k[1].s, k[1].n);
		if (k->kind == PUNCT && (*k->s == ';' || *k->s == '}')) { start = k + 1; continue; }
		if (k->kind == PUNCT && *k->s == '{') {
			k = t + (matching(k) - t);
			start = k + 1;
			if (k->kind == END) break;
			continue;
		}
		if (k->kind == PUNCT && *k->s == '(' && k > start && k[-1].kind == WORD) {
			const Token *close = matching(k);

			if (close->kind == END) break;
			if (close[1].kind == PUNCT && (*close[1].s == '{' || *close[1].s == ';') &&
				k - 1 > start)
				prototype(&f, start, k - 1, k, close, *close[1].s == '{');
			k = t + (close - t);
		}
	}
	release(t);
	release(all);
	return f;
}

/* ---- pairing --------------------------------------------------------------------- */

static const struct { const char *forward, *backward; } pairs[] = {
	{ "_forward", "_backward" }, { "_fwd", "_bwd" }, { "", "_vjp" },
};

static const Proto *named(const File *f, const char *name)
{
	const Proto *p = NULL;

	for (size_t k = 0; k < f->n; k++)
		if (!strcmp(f->p[k].name, name) && (!p || f->p[k].body))
			p = &f->p[k];
	return p;
}

/* the backward of p and the kernel's name, or NULL */
static const Proto *partner(const File *f, const Proto *p, char **name)
{
	for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
		size_t n = strlen(p->name), m = strlen(pairs[k].forward);
		const Proto *b;

		if (n <= m || strcmp(p->name + n - m, pairs[k].forward))
			continue;
		*name = copytext(p->name, n - m);
		b = named(f, text("%s%s", *name, pairs[k].backward));
		if (b)
			return b;
	}
	return NULL;
}

/* ---- what a parameter is ------------------------------------------------------------ */

static int find(const Array *a, int n, const char *name)
{
	for (int k = 0; k < n; k++)
		if (!strcmp(a[k].name, name))
			return k;
	return -1;
}

/* X of dX, X_bar, Xbar, grad_X and their like */
static int derived(const Array *a, int n, const char *name)
{
	static const char *const forms[] = { "d%s", "%s_bar", "%sbar", "grad_%s", "d_%s", "%s_grad",
		"g_%s", "g%s" };

	for (size_t f = 0; f < sizeof forms / sizeof *forms; f++)
		for (int k = 0; k < n; k++) {
			char word[200];

			/* one %s each, from the table above */
			snprintf(word, sizeof word, forms[f], a[k].name);
			if (!strcmp(word, name))
				return k;
		}
	return -1;
}

static int bytesof(const Kernel *k, const char *name)
{
	for (int n = 0; n < k->nsizes; n++)
		if (!strcmp(k->size[n], name))
			return n;
	return -1;
}

static int givenof(const Kernel *k, const char *name)
{
	for (int n = 0; n < k->ngiven; n++)
		if (!strcmp(k->given[n].name, name))
			return n;
	return -1;
}

static bool role(const Kernel *k, Param *p, bool back)
{
	int w;

	if (!p->name || !p->type) return false;
	if ((w = find(k->arg, k->nargs, p->name)) >= 0)                p->role = ARGUMENT;
	else if ((w = find(k->res, k->nres, p->name)) >= 0)            p->role = RESULT;
	else if (!p->pointer && (w = givenof(k, p->name)) >= 0)        p->role = FIXED;
	else if (!p->pointer && (w = bytesof(k, p->name)) >= 0)        p->role = SIZE;
	else if (back && (w = derived(k->res, k->nres, p->name)) >= 0) p->role = COTANGENT;
	else if (back && (w = derived(k->arg, k->nargs, p->name)) >= 0) p->role = GRADIENT;
	else if (back && !strcmp(p->name, "g")) p->role = COTANGENT, w = 0;
	else if (back && !strcmp(p->name, "y")) p->role = RESULT, w = 0;
	else return false;
	p->which = w;
	return true;
}

/* ---- mistakes: the line, and a comment that would do --------------------------------- */

static char *guess(const Proto *f, const char *name)
{
	char *results = text("%s", ""), *arguments = text("%s", "");
	const char *n = "N", *blank = "";

	for (int k = 0; k < f->n; k++)
		if (!f->param[k].pointer && f->param[k].base == WHOLE && f->param[k].name) {
			n = f->param[k].name;
			break;
		}
	for (int k = 0; k < f->n; k++) {
		const Param *p = &f->param[k];

		if (!p->name || (!p->pointer && p->base == WHOLE)) continue;
		if (p->pointer && !p->constant)
			results = text("%s%s%s[%s]", results, *results ? " " : "", p->name, n);
		else if (p->pointer)
			arguments =
				text("%s%s%s[%s]", arguments, *arguments ? ", " : "", p->name, n);
		else
			arguments = text("%s%s%s", arguments, *arguments ? ", " : "", p->name);
	}
	if (!*results && f->back.type) results = text("y");
	for (int k = 0; k < f->n; k++)
		if (!f->param[k].pointer && f->param[k].base == WHOLE && f->param[k].name &&
			strcmp(f->param[k].name, n))
			blank = text("%s%s%s = 1", blank, *blank ? ", " : " with ",
				f->param[k].name);
	return text("/* wengert: %s = %s(%s)%s */", results, name, arguments, blank);
}

static char *join(const char *rest, const char *part)
{
	return text("%s%s%s", rest, *rest ? " " : "", part);
}

/* the comment as it was read, printed again */
static char *restated(const Kernel *k)
{
	char *s = text("/* wengert:");

	for (int side = 0; side < 2; side++) {
		const Array *a = side ? k->arg : k->res;

		for (int i = 0; i < (side ? k->nargs : k->nres); i++) {
			char *dims = text("%s", "");

			for (int d = 0; d < a[i].rank; d++)
				dims = text("%s%s%s", dims, d ? "," : "[", a[i].dim[d]);
			s = side ? text("%s%s%s%s%s", s, i ? ", " : "", a[i].name, dims,
					   a[i].rank ? "]" : "")
				 : join(s, text("%s%s%s", a[i].name, dims, a[i].rank ? "]" : ""));
		}
		s = side ? text("%s)", s) : text("%s = %s(", s, k->name);
	}
	for (int i = 0; i < k->ngiven; i++)
		s = text("%s%s %s = %s", s, i ? "," : " with", k->given[i].name, k->given[i].value);
	return text("%s%s */", s,
		k->mode == ACCUMULATES          ? " accumulates"
			: k->mode == OVERWRITES ? " overwrites"
						: "");
}

static void unfit(const char *file, int line, const char *accept, const char *fmt, ...)
	__attribute__((noreturn, format(printf, 4, 5)));
static void unfit(const char *file, int line, const char *accept, const char *fmt, ...)
{
	char why[300];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof why, fmt, ap);
	va_end(ap);
	bad("%s:%d: %s\n  a comment line that would do, above the forward function:\n  %s", file,
		line, why, accept);
}

/* ---- from comment and prototypes to a kernel --------------------------------------------- */

static void addsize(Kernel *k, const char *name, size_t n)
{
	char *word = copytext(name, n);

	if (bytesof(k, word) < 0 && givenof(k, word) < 0 && strcmp(word, "pi") &&
		strcmp(word, "inf") && k->nsizes < SIZES)
		k->size[k->nsizes++] = word;
}

static void sizesof(Kernel *k, const char *expression)
{
	for (const char *s = expression; s && *s;) {
		size_t n = strspn(s,
			"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

		if (n && (*s < '0' || *s > '9')) addsize(k, s, n);
		s += n ? n : 1;
	}
}

/* base types come from the prototype; arrays of whole numbers have no gradient */
static void learn(Kernel *k, const Proto *f)
{
	for (int i = 0; i < f->n; i++) {
		const Param *p = &f->param[i];
		Array *a = p->role == ARGUMENT ? &k->arg[p->which]
			: p->role == RESULT    ? &k->res[p->which]
					       : NULL;

		if (!a)
			continue;
		a->base = p->base, a->bytes = p->bytes;
		if (a->base == WHOLE) a->wanted = false;
	}
}

static bool uses(const Proto *p, Role r, int which)
{
	for (int k = 0; k < p->n; k++)
		if (p->param[k].role == r && p->param[k].which == which)
			return true;
	return p->back.role == r && p->back.which == which;
}

static void complete(Kernel *k, const char *accept)
{
	Proto *f = &k->forward, *b = &k->backward;

	for (int i = 0; i < f->n; i++)
		if (!role(k, &f->param[i], false))
			unfit(k->file, f->line, accept,
				"%s: parameter %s is in no shape, no argument, no result, and "
				"`with` does not fix it",
				f->name, f->param[i].name ? f->param[i].name : "without a name");
	learn(k, f);
	for (int r = 0; r < k->nres; r++)
		if (!uses(f, RESULT, r)) {
			if (k->res[r].rank || !f->back.type || f->back.role == RESULT)
				unfit(k->file, f->line, accept,
					"%s has no parameter for the result %s", f->name,
					k->res[r].name);
			f->back.role = RESULT, f->back.which = r;
			k->res[r].base = f->back.base;
		}
	for (int a = 0; a < k->nargs; a++)
		if (!uses(f, ARGUMENT, a))
			unfit(k->file, f->line, accept, "%s has no parameter for the argument %s",
				f->name, k->arg[a].name);
	for (int i = 0; i < b->n; i++)
		if (!role(k, &b->param[i], true))
			unfit(k->file, b->line, accept,
				"%s: parameter %s is neither a name of %s nor dX, X_bar, Xbar, "
				"grad_X of one",
				b->name, b->param[i].name ? b->param[i].name : "without a name",
				f->name);
	for (int a = 0; a < k->nargs; a++) {
		bool written = uses(b, GRADIENT, a);

		if (!written && k->arg[a].wanted && b->back.type && b->back.role == NOTHING)
			b->back.role = GRADIENT, b->back.which = a, written = true;
		k->arg[a].wanted &= written;
	}
}

static void differentiated(Kernel *k, const char *accept)
{
	bool marked = false, any = false;

	for (int r = 0; r < k->nres; r++) marked |= k->res[r].wanted;
	if (!marked) k->res[0].wanted = true;
	for (int r = 0; r < k->nres; r++) {
		k->res[r].wanted &= k->res[r].base != WHOLE;
		if (k->res[r].wanted && !uses(&k->backward, COTANGENT, r))
			unfit(k->file, k->backward.line, accept,
				"%s has no cotangent d%s of the result %s", k->backward.name,
				k->res[r].name, k->res[r].name);
	}
	for (int a = 0; a < k->nargs; a++) any |= k->arg[a].wanted;
	if (!any)
		unfit(k->file, k->backward.line, accept,
			"%s writes no gradient: nothing is named d%s", k->backward.name,
			k->nargs ? k->arg[0].name : "X");
	k->base = REAL64;
	k->plain = k->nargs <= MOST / 2 && k->nres == 1;
	for (int a = 0; a < k->nargs; a++) {
		if (k->arg[a].base == REAL32) k->base = REAL32;
		k->plain &= !k->arg[a].rank && k->arg[a].base != WHOLE;
	}
	for (int r = 0; r < k->nres; r++) k->plain &= !k->res[r].rank;
}

/* where the forward has what p, of the backward, belongs to; or NULL */
static const Param *inforward(const Kernel *k, const Param *p)
{
	const Proto *f = &k->forward;
	Role r = p->role == GRADIENT ? ARGUMENT : p->role == COTANGENT ? RESULT : p->role;

	for (int i = 0; i < f->n; i++)
		if (f->param[i].role == r && f->param[i].which == p->which) return &f->param[i];
	return r == RESULT && f->back.role == RESULT ? &f->back : NULL;
}

/* memory is handed over as it lies, in the types of the forward */
static void alike(const Kernel *k, const Param *p)
{
	const Param *f = inforward(k, p);
	const char *name = p->name ? p->name : "without a name";
	const char *what = p == &k->backward.back ? "its result" : text("parameter %s", name);
	bool argument = p->role == GRADIENT || p->role == ARGUMENT;
	const Array *a = argument ? &k->arg[p->which] : &k->res[p->which];
	const char *who = k->backward.name;

	if (!f || p->role == SIZE) return;
	if (p->base != f->base || (p->base == WHOLE && p->pointer && p->bytes != f->bytes))
		bad("%s:%d: %s: %s is %s, but in %s %s is %s: both must have one type", k->file,
		    k->backward.line, who, what, p->type, k->forward.name,
		    f == &k->forward.back ? "the result" : f->name, f->type);
	if (p->role != FIXED && a->rank && !p->pointer)
		bad("%s:%d: %s: %s is one number, but %s is an array: a pointer is needed", k->file,
		    k->backward.line, who, what, a->name);
}

static void allalike(const Kernel *k)
{
	for (int i = 0; i < k->backward.n; i++) alike(k, &k->backward.param[i]);
	if (k->backward.back.role == GRADIENT) alike(k, &k->backward.back);
}

static Kernel fromcomment(const char *file, const Comment *c, const Proto *f, const Proto *b)
{
	Kernel k = c->k;
	char *accept;

	k.file = (char *)file;
	k.forward = *f, k.backward = *b;
	for (int o = 0; o < c->nothers && k.nargs < MOST; o++) k.arg[k.nargs++] = c->other[o];
	for (int side = 0; side < 2; side++)
		for (int i = 0; i < (side ? k.nargs : k.nres); i++) {
			const Array *a = side ? &k.arg[i] : &k.res[i];

			for (int d = 0; d < a->rank; d++) sizesof(&k, a->dim[d]);
		}
	accept = restated(&k);
	complete(&k, guess(f, k.name));
	allalike(&k);
	differentiated(&k, accept);
	return k;
}

/* double X(double x, ...) with double X_vjp(double x, [double y,] double g) or one pointer per
 * gradient */
static bool fromscalars(Kernel *k, const char *file, char *name, const Proto *f, const Proto *b)
{
	int values = 0, pointers = 0;

	*k = (Kernel){ .name = name,
		.file = (char *)file,
		.forward = *f,
		.backward = *b,
		.nres = 1,
		.plain = true };
	if (!f->back.type || f->back.pointer || f->back.base == WHOLE || !f->n || f->n > MOST / 2)
		return false;
	k->base = f->back.base;
	k->res[0] = (Array){ .name = text("y"), .base = f->back.base, .wanted = true };
	k->forward.back.role = RESULT;
	for (int i = 0; i < f->n; i++) {
		const Param *p = &f->param[i];

		if (p->pointer || !p->type || p->base == WHOLE || !p->name)
			return false;
		k->arg[k->nargs++] = (Array){ .name = p->name, .base = p->base, .wanted = true };
		k->forward.param[i].role = ARGUMENT, k->forward.param[i].which = i;
	}
	for (int i = 0; i < b->n; i++) {
		Param *p = &k->backward.param[i];

		if (!p->type || p->base == WHOLE) return false;
		if (p->pointer && !p->constant) {
			int w = p->name ? derived(k->arg, k->nargs, p->name) : -1;

			p->role = GRADIENT, p->which = w >= 0 ? w : pointers;
			pointers++;
		} else {
			p->role = values < k->nargs ? ARGUMENT : COTANGENT;
			p->which = values < k->nargs ? values : 0;
			values++;
		}
	}
	if (values == k->nargs + 2) {                    /* (x, y, g) */
		int seen = 0;

		for (int i = 0; i < b->n; i++)
			if (k->backward.param[i].role == COTANGENT && !seen++)
				k->backward.param[i].role = RESULT;
	} else if (values != k->nargs + 1)
		return false;
	if (!pointers && k->nargs == 1 && b->back.type && !b->back.pointer)
		k->backward.back.role = GRADIENT;
	else if (pointers != k->nargs) return false;
	return true;
}

/* ---- the file ------------------------------------------------------------------------------ */

static char *contents(const char *file)
{
	FILE *f = fopen(file, "rb");
	char *s = NULL;
	size_t room = 0, n = 0, got;

	if (!f)
		bad("%s: %s", file, strerror(errno));
	do {
		s = grow(s, &room, n + 65536 + 1, 1);
		n += got = fread(s + n, 1, 65536, f);
	} while (got);
	if (ferror(f))
		bad("%s: %s", file, strerror(errno));
	fclose(f);
	s[n] = 0;
	if (strlen(s) != n)
		bad("%s: byte %zu is 0: not a C source", file, strlen(s));
	return s;
}

static bool asked(size_t n, const char *const *name, const char *k)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(name[i], k))
			return true;
	return !n;
}

static void add(Source *s, size_t *room, Kernel k)
{
	s->kernel = grow(s->kernel, room, s->n + 1, sizeof *s->kernel);
	s->kernel[s->n++] = k;
}

static Comment *comments(const char *source, size_t *n)
{
	size_t all, room = 0;
	Token *t = tokens(source, &all);
	Comment *c = NULL;

	*n = 0;
	for (size_t k = 0; k < all; k++) {
		char *s = t[k].kind == COMMENT ? copytext(t[k].s, t[k].n) : NULL;
		const char *at = s ? strstr(s, "wengert:") : NULL;

		if (at && strspn(s, "/* \t\n") == (size_t)(at - s)) {
			c = grow(c, &room, *n + 1, sizeof *c);
			c[(*n)++] = readcomment(t[k].s, t[k].n, t[k].line);
		}
		release(s);
	}
	release(t);
	return c;
}

/* a function whose first forward is what the comment's broken line stands above */
static const Proto *below(const File *f, int line)
{
	for (size_t k = 0; k < f->n; k++) {
		char *name;

		if (f->p[k].line > line && partner(f, &f->p[k], &name))
			return &f->p[k];
	}
	return NULL;
}

static void commented(Source *s, size_t *room, const File *f, const Comment *c, size_t n,
	const char *const *name)
{
	const Proto *p = below(f, c->line), *b = NULL;
	char *who;

	if (c->fault)
		unfit(s->file, c->line,
			p && partner(f, p, &who) ? guess(p, who) : "/* wengert: y[N] = f(x[N]) */",
			"%s", c->fault);
	for (size_t k = 0; k < sizeof pairs / sizeof *pairs && !b; k++) {
		p = named(f, text("%s%s", c->k.name, pairs[k].forward));
		b = p ? named(f, text("%s%s", c->k.name, pairs[k].backward)) : NULL;
	}
	if (!b)
		bad("%s:%d: no pair %s_forward and %s_backward, %s and %s_vjp, %s_fwd and %s_bwd "
		    "for the kernel %s",
			s->file, c->line, c->k.name, c->k.name, c->k.name, c->k.name, c->k.name,
			c->k.name, c->k.name);
	if (asked(n, name, c->k.name))
		add(s, room, fromcomment(s->file, c, p, b));
}

static bool done(const Source *s, const Comment *c, size_t n, const char *name)
{
	for (size_t k = 0; k < n; k++)
		if (!strcmp(c[k].k.name, name))
			return true;
	for (size_t k = 0; k < s->n; k++)
		if (!strcmp(s->kernel[k].name, name))
			return true;
	return false;
}

static int byline(const void *a, const void *b)
{
	return ((const Kernel *)a)->forward.line - ((const Kernel *)b)->forward.line;
}

Source readsource(const char *file, size_t n, const char *const *name)
{
	Source s = { .file = text("%s", file), .source = contents(file) };
	File f = couples(s.source);
	size_t ncomments, room = 0;
	Comment *c = comments(s.source, &ncomments);

	for (size_t k = 0; k < ncomments; k++) commented(&s, &room, &f, &c[k], n, name);
	for (size_t k = 0; k < f.n; k++) {
		char *who;
		const Proto *b = partner(&f, &f.p[k], &who);
		Kernel kernel;

		if (!b || done(&s, c, ncomments, who) || !asked(n, name, who))
			continue;
		if (!fromscalars(&kernel, s.file, who, named(&f, f.p[k].name), b))
			unfit(s.file, f.p[k].line, guess(&f.p[k], who),
				"%s has no comment that says its shapes", f.p[k].name);
		allalike(&kernel);
		add(&s, &room, kernel);
	}
	for (size_t k = 0; k < n; k++) {
		bool found = false;

		for (size_t i = 0; i < s.n; i++) found |= !strcmp(s.kernel[i].name, name[k]);
		if (!found)
			bad("%s: there is no kernel %s with a forward and a backward", file,
				name[k]);
	}
	if (!s.n)
		bad("%s: no kernel: no X_forward with X_backward, X with X_vjp, X_fwd with X_bwd",
			file);
	qsort(s.kernel, s.n, sizeof *s.kernel, byline);
	return s;
}

void freesource(Source *s)
{
	release(s->file);
	release(s->source);
	release(s->kernel);
}
