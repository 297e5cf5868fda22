/* half.c -- `bf16 holds bfloat16`: a typedef of uint16_t whose bits are those of a number.
 *
 * In a wider type there are no bits to move: there the type is that number type, and a function
 * from it to float or back is the identity.  That it is one in the source is not believed: the
 * source as it is runs it on all 65,536 bits first.
 */
#include "checks/vjp/half.h"
#include "checks/vjp/entries.h"
#include "checks/vjp/narrow.h"
#include "checks/vjp/pool.h"
#include "checks/vjp/prototypes.h"
#include <string.h>

static const Held *heldby(const Kernel *k, const char *type)
{
	for (int h = 0; type && h < k->nheld; h++)
		if (!strcmp(k->held[h].type, type)) return &k->held[h];
	return NULL;
}

static void asnumber(const Kernel *k, Param *p)
{
	const Held *h = heldby(k, p->type);

	if (h) p->base = h->base;
}

void heldtypes(Kernel *k)
{
	for (int i = 0; i < k->forward.n; i++) asnumber(k, &k->forward.param[i]);
	for (int i = 0; i < k->backward.n; i++) asnumber(k, &k->backward.param[i]);
	asnumber(k, &k->forward.back), asnumber(k, &k->backward.back);
}

void heldeverywhere(File *f, const Held *held, int n)
{
	Kernel k = { .nheld = n };

	if (n) memcpy(k.held, held, (size_t)n * sizeof *held);
	for (size_t i = 0; i < f->n; i++) {
		k.forward = f->p[i], k.backward = (Proto){ 0 };
		heldtypes(&k);
		f->p[i].back = k.forward.back;
	}
}

/* ---- conversions ------------------------------------------------------------------------- */

static const Held *heldofall(const Source *s, const bool *in, const char *type)
{
	const Held *h = NULL;

	for (size_t k = 0; k < s->n && !h; k++) h = in[k] ? heldby(&s->kernel[k], type) : NULL;
	return h;
}

static bool real(const Param *p) { return p->type && !p->pointer && p->base != WHOLE; }

/* float f(bf16) and bf16 f(float); out: from the number to its bits */
static const Held *conversion(const Source *s, const bool *in, const Proto *p, bool *out)
{
	const Held *from, *to;

	if (p->n != 1 || !p->body || p->param[0].pointer || p->back.pointer || !p->param[0].name)
		return NULL;
	from = heldofall(s, in, p->param[0].type), to = heldofall(s, in, p->back.type);
	*out = to != NULL;
	if (from && !to && real(&p->back)) return from;
	return to && !from && real(&p->param[0]) ? to : NULL;
}

/* ---- in a wider type --------------------------------------------------------------------- */

typedef struct { char *s; size_t n, room; } Out;

static void emit(Out *o, const char *s, size_t n)
{
	o->s = grow(o->s, &o->room, o->n + n + 1, 1);
	memcpy(o->s + o->n, s, n);
	o->s[o->n += n] = 0;
}

/* the lines of what is left out */
static void lines(Out *o, const Token *from, const Token *to)
{
	for (const char *s = from->s; s < to->s + to->n; s++)
		if (*s == '\n') emit(o, s, 1);
}

static bool blank(const Token *t)
{
	return t->kind != WORD && t->kind != PUNCT && t->kind != NUMERAL;
}

static const Token *next(const Token *t)
{
	do t++;
	while (t->kind != END && blank(t));
	return t;
}

static const Token *closing(const Token *t, char open, char close)
{
	for (int depth = 0; t->kind != END; t++) {
		depth += mark(t, open) - mark(t, close);
		if (!depth) break;
	}
	return t;
}

/* typedef uint16_t bf16; */
static const Token *renaming(const Source *s, const bool *in, const Token *t)
{
	const Token *last = t;

	if (!is(t, "typedef")) return NULL;
	for (; t->kind != END && !mark(t, ';') && !mark(t, '{'); t++)
		if (!blank(t)) last = t;
	return mark(t, ';') && last->kind == WORD &&
			heldofall(s, in, pooled("%.*s", (int)last->n, last->s))
		? t
		: NULL;
}

/* the brace that opens the body of a conversion whose name is at t */
static const Token *bodyof(const Source *s, const bool *in, const File *f, const Token *t,
	const char **param)
{
	const Proto *p = t->kind == WORD && mark(next(t), '(')
		? named(f, pooled("%.*s", (int)t->n, t->s))
		: NULL;
	const Token *brace = p ? next(closing(next(t), '(', ')')) : NULL;
	bool out;

	if (!p || !mark(brace, '{') || !conversion(s, in, p, &out)) return NULL;
	*param = p->param[0].name;
	return brace;
}

char *converted(const Source *s, const bool *in, char *own)
{
	Pool *before, *pool = newpool(&before);
	File f = prototypes(own);
	Out o = { 0 };
	size_t n;
	Token *all = tokens(own, &n);
	const Token *body = NULL;
	const char *param = NULL;

	emit(&o, "", 0);
	for (const Token *t = all; t < all + n && t->kind != END; t++) {
		const Token *end = renaming(s, in, t), *open = bodyof(s, in, &f, t, &param);

		if (open) body = open;
		if (t == body)
			end = closing(t, '{', '}');
		if (end) {
			if (t == body)
				emit(&o, "{ return ", 9), emit(&o, param, strlen(param)),
					emit(&o, "; }", 3);
			lines(&o, t, end);
			t = end;
		} else if (t->kind == WORD && heldofall(s, in, pooled("%.*s", (int)t->n, t->s)))
			emit(&o, "wengert_half", 12);
		else
			emit(&o, t->s, t->n);
	}
	release(all);
	release(own);
	frompool(before);
	freepool(pool);
	return o.s;
}

/* ---- as it is ---------------------------------------------------------------------------- */

/* the value of bits, and the smallest step above it, in any compiler */
static const char decoding[] =
	"\nstatic double wengert_value(unsigned b, int p, int most)\n{\n"
	"\tunsigned low = b & ((1u << (p - 1)) - 1), e = (b & 0x7fff) >> (p - 1);\n"
	"\tdouble m = e ? 1 + (double)low / (1u << (p - 1)) : (double)low / (1u << (p - 1));\n"
	"\treturn (b >> 15 ? -1 : 1) * __builtin_ldexp(m, (int)(e ? e : 1) + 1 - most);\n}\n"
	"static int wengert_finite(unsigned b, int p, int most)\n{\n"
	"\treturn (int)((b & 0x7fff) >> (p - 1)) < 2 * most - 1;\n}\n"
	"int snprintf(char *, __SIZE_TYPE__, const char *, ...);\n";

static char *tried(const Proto *p, Precision t, bool out)
{
	const char *type = out ? p->back.type : p->param[0].type;
	int d = types[t].digits, most = types[t].most;

	if (!out)
		return text("\tfor (unsigned b = 0; b < 65536; b++)\n"
			    "\t\tif (wengert_finite(b, %d, %d) && %s((%s)b) != wengert_value(b, "
			    "%d, "
			    "%d)) {\n\t\t\tsnprintf(says, sizeof says, \"%s(0x%%04x) is %%g, and "
			    "not "
			    "%%g\", b, (double)%s((%s)b), wengert_value(b, %d, %d));\n"
			    "\t\t\treturn says;\n\t\t}\n",
			d, most, p->name, type, d, most, p->name, p->name, type, d, most);
	return text("\tfor (unsigned b = 0; b < 65535; b++) {\n"
		    "\t\tdouble v = wengert_value(b, %d, %d), w = wengert_value(b + 1, %d, %d), "
		    "got;\n\t\tunsigned r;\n"
		    "\t\tif (!wengert_finite(b + 1, %d, %d) || b == 0x7fff) continue;\n"
		    "\t\tr = (unsigned short)%s((float)v);\n\t\tgot = wengert_value(r, %d, %d);\n"
		    "\t\tif (!wengert_finite(r, %d, %d) || got != v) {\n"
		    "\t\t\tsnprintf(says, sizeof says, \"%s(%%g) is 0x%%04x, which is %%g\", v, r, "
		    "got);\n\t\t\treturn says;\n\t\t}\n"
		    "\t\tr = (unsigned short)%s((float)(v + 0.75 * (w - v)));\n"
		    "\t\tgot = wengert_value(r, %d, %d);\n"
		    "\t\tif (!wengert_finite(r, %d, %d) || (got != v && got != w)) {\n"
		    "\t\t\tsnprintf(says, sizeof says, \"%s(%%g) is 0x%%04x, which is %%g\", v + "
		    "0.75 * (w - v), r, got);\n\t\t\treturn says;\n\t\t}\n\t}\n",
		d, most, d, most, d, most, p->name, d, most, d, most, p->name, p->name, d, most, d,
		most, p->name);
}

char *conversionscheck(const Source *s, const bool *in, bool (*used)(void *, const char *),
	void *whose)
{
	Pool *before, *pool = newpool(&before);
	File f = prototypes(s->own);
	char *code = text("%s", "");
	bool out;

	for (size_t k = 0; k < f.n; k++) {
		const Held *h = named(&f, f.p[k].name) == &f.p[k]
			? conversion(s, in, &f.p[k], &out)
			: NULL;

		if (h && used(whose, f.p[k].name))
			code = appended(code, tried(&f.p[k], precisionof(h->base), out));
	}
	if (*code)
		code = appended(text("%s%sconst char *wengert_conversions(void)\n{\n\tstatic char "
				     "says[200];\n\n",
					decoding, s->cplus ? "extern \"C\" " : ""),
			appended(code, text("\treturn 0;\n}\n")));
	frompool(before);
	freepool(pool);
	return code;
}
