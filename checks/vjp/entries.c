/* entries.c -- void wengert_forward_NAME(void **p, const long *n) { NAME_forward(p[0], n[0]); }
 * p and n by names that no size of a kernel has. */
#include "checks/vjp/entries.h"
#include "checks/vjp/csource.h"
#include "checks/vjp/narrow.h"
#include "checks/vjp/packed.h"
#include <string.h>

int place(const Kernel *k, Role r, int which)
{
	switch (r) {
	case ARGUMENT:
		return which;
	case RESULT:
		return k->nargs + which;
	case COTANGENT:
		return k->nargs + k->nres + which;
	case GRADIENT:
		return k->nargs + 2 * k->nres + which;
	case FIXED:
		return 2 * (k->nargs + k->nres) + which;
	case SCRATCH:
		return 2 * (k->nargs + k->nres) + k->ngiven + which;
	default:
		return which;
	}
}

Base cellbase(const Kernel *k, Role r, int which)
{
	const Array *a = r == ARGUMENT || r == GRADIENT ? &k->arg[which] : &k->res[which];

	return (r == GRADIENT || r == COTANGENT) && a->beside ? (Base)(a->beside - 1) : a->base;
}

const char *ctype(Base b, const Kernel *k, Precision p)
{
	if (b == WHOLE) return "int";
	if (narrowtype(native(k)))
		return p == native(k) && narrowbase(b) ? k->half
			: p == native(k)               ? types[precisionof(b)].c
						       : types[p].c;
	if (k->base == REAL32 && p == F128) return "wengert_quad";
	if (k->base == REAL32 && p == F64) return "double";
	if (b == REAL64 && p == F128) return "wengert_quad";
	return b == REAL32 ? "float" : "double";
}

typedef struct {
	const Kernel *k;
	Precision p;
	bool cplus, back;
} Writing;

char *appended(char *s, char *t)
{
	char *both = text("%s%s", s, t);

	release(s);
	release(t);
	return both;
}

static char *passed(const Writing *w, const Param *x, int i)
{
	const Kernel *k = w->k;
	int at = place(k, x->role, x->which);
	/* a number that is passed is read as it was stored, and C converts it */
	Base base = x->pointer        ? x->base
		: x->role <= GRADIENT ? cellbase(k, x->role, x->which)
		: x->role == FIXED    ? givenbase(k, x->which)
				      : x->base;
	const char *type = x->base == WHOLE ? x->type : ctype(base, k, w->p);

	if (x->packed) {
		type = packedtype(x);
		if (!x->pointer) return text("*(%s *)wengert_p[%d]", type, at);
	}
	if (x->role == COMPOUND) return text("%swengert_s%d", x->pointer ? "&" : "", i);
	if (x->role == WRITTEN) return text("%s", x->written);
	if (x->pointer && w->cplus) return text("(%s *)wengert_p[%d]", type, at);
	if (x->pointer) return text("wengert_p[%d]", at);
	if (x->role == SIZE) return text("wengert_n[%d]", x->which);
	if (x->base == WHOLE && x->role == FIXED)
		return text("wengert_n[%d]", k->nsizes + x->which);
	return text("*(%s *)wengert_p[%d]", type, at);
}

static Base baseof(const Kernel *k, const Member *d)
{
	return d->role <= GRADIENT ? cellbase(k, d->role, d->which)
		: d->role == FIXED ? k->base
				   : k->res[d->which].base;
}

/* what a field holds, before the call; what it has become, after it.  A forward has no use for
 * gradients, and they are not there yet */
static char *field(const Writing *w, const Member *d, int i, bool after)
{
	const Kernel *k = w->k;
	int at = place(k, d->role, d->which);
	const char *type =
		d->role == SIZE || d->role == WRITTEN ? "" : ctype(baseof(k, d), k, w->p);
	bool gradient = d->role == GRADIENT || d->role == COTANGENT;

	if (gradient && !w->back) return text("%s", "");
	if (after)
		return !d->pointer && (d->role == (w->back ? GRADIENT : RESULT))
			? text("\t*(%s *)wengert_p[%d] = wengert_s%d.%s;\n", type, at, i, d->name)
			: text("%s", "");
	if (d->role == SIZE)
		return text("\twengert_s%d.%s = wengert_n[%d];\n", i, d->name, d->which);
	if (d->role == WRITTEN && d->whole)
		return text("\twengert_s%d.%s = (__typeof__(wengert_s%d.%s))(%s);\n", i, d->name, i,
			d->name, d->value);
	if (d->role == WRITTEN) return text("\twengert_s%d.%s = %s;\n", i, d->name, d->value);
	if (d->pointer)
		return text("\twengert_s%d.%s = (__typeof__(wengert_s%d.%s))wengert_p[%d];\n", i,
			d->name, i, d->name, at);
	return text("\twengert_s%d.%s = *(%s *)wengert_p[%d];\n", i, d->name, type, at);
}

static char *fields(const Writing *w, const Proto *f, bool after)
{
	char *s = text("%s", "");

	for (int i = 0; i < f->n; i++) {
		const Param *x = &f->param[i];
		const Filled *all = x->role == COMPOUND ? &w->k->filled[x->which] : NULL;

		if (!all) continue;
		if (!after)
			s = appended(s,
				text("\t%s%s%s wengert_s%d;\n\t__builtin_memset(&wengert_s%d, 0, "
				     "sizeof wengert_s%d);\n",
					x->handle           ? "__typeof__(*("
						: x->tagged ? "struct "
							    : "",
					all->type, x->handle ? ")0)" : "", i, i, i));
		for (size_t d = 0; d < all->n; d++)
			s = appended(s, field(w, &all->field[d], i, after));
	}
	return s;
}

/* sizes by their names, where an expression of the comment stands as it is */
static char *locals(const Writing *w, const Proto *f)
{
	char *s = text("%s", "");
	bool any = false;

	for (int i = 0; i < f->n; i++) any |= f->param[i].role == WRITTEN;
	for (int i = 0; i < w->k->nfilled; i++)
		for (size_t d = 0; d < w->k->filled[i].n; d++)
			any |= w->k->filled[i].field[d].role == WRITTEN;
	for (int i = 0; any && i < w->k->nsizes; i++)
		s = appended(s,
			text("\tconst long %s = wengert_n[%d]; (void)%s;\n", w->k->size[i], i,
				w->k->size[i]));
	return s;
}

/* numbers lie one behind the other in a struct, and nothing else does */
static char *tight(const Writing *w, const Param *p)
{
	return p->packed
		? text("\t%s(sizeof(%s) == %d * sizeof(%s), \"%s\");\n",
			  w->cplus ? "static_assert" : "_Static_assert", packedtype(p), p->packed,
			  ctype(p->base, w->k, w->p), "a struct that holds more than its numbers")
		: text("%s", "");
}

static char *entry(const Writing *w, const Proto *f)
{
	const Kernel *k = w->k;
	char *s = text("%svoid wengert_%s_%s(void **wengert_p, const long *wengert_n)\n"
		       "{\n\t(void)wengert_p; (void)wengert_n;\n",
		w->cplus ? "extern \"C\" " : "", w->back ? "backward" : "forward", k->name);

	for (int i = 0; i < f->n; i++) s = appended(s, tight(w, &f->param[i]));
	s = appended(s, tight(w, &f->back));
	s = appended(s, locals(w, f));
	s = appended(s, fields(w, f, false));
	if (f->back.role == RESULT || f->back.role == GRADIENT || f->back.role == COTANGENT)
		s = appended(s,
			text("\t*(%s *)wengert_p[%d] = ",
				f->back.packed
					? packedtype(&f->back)
					: ctype(cellbase(k, f->back.role, f->back.which), k, w->p),
				place(k, f->back.role, f->back.which)));
	s = appended(s, text("\t%s%s(", f->scope, f->name));
	for (int i = 0; i < f->n; i++) {
		if (i) s = appended(s, text(", "));
		s = appended(s, passed(w, &f->param[i], i));
	}
	s = appended(s, text(");\n"));
	s = appended(s, fields(w, f, true));
	return appended(s, text("}\n"));
}

char *entrycode(const Kernel *k, Precision p, bool cplus)
{
	Writing w = { k, p, cplus, false };
	char *s = entry(&w, &k->forward);

	w.back = true;
	return appended(s, entry(&w, &k->backward));
}
