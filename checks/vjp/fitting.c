/* fitting.c -- from a comment and two prototypes to a kernel, or the sentence why they do not fit.
 */
#include "checks/vjp/half.h"
#include "checks/vjp/narrow.h"
#include "checks/vjp/packed.h"
#include "checks/vjp/pool.h"
#include "checks/vjp/roles.h"
#include "checks/vjp/sense.h"
#include "checks/vjp/structs.h"
#include "checks/vjp/tangents.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef struct {
	Kernel *k;
	const File *f;
	Misfit *m;
	const Pair *pair;
} Fit;

void misfit(Misfit *m, Trouble kind, int line, const char *fmt, ...)
{
	char why[400];
	va_list ap;

	if (m->kind) return;
	va_start(ap, fmt);
	vsnprintf(why, sizeof why, fmt, ap);
	va_end(ap);
	*m = (Misfit){ .kind = kind, .says = pooled("%s", why), .line = line };
}

/* ---- the forward, the backward ----------------------------------------------------------------
 */

static bool refused(Fit *t, const Proto *p, const Param *x, bool back)
{
	const char *name = x->name ? x->name : "without a name";

	if (distant(x->other) && !x->type)
		misfit(t->m, NEVER, p->line,
			"%s: parameter %s is %s, a type of another language or library: if it is "
			"16 "
			"bits of a number that C moves as a whole one, name it in the comment, %s "
			"holds "
			"float16 or bfloat16; else dump what yours computes and use --npy DIR "
			"--formula F",
			p->name, name, x->other, x->other);
	else if (!x->type && structnamed(t->f, x->other))
		misfit(t->m, UNFILLED, p->line,
			"%s: parameter %s is a struct %s, and the comment does "
			"not say what its fields hold",
			p->name, name, x->other);
	else if (!x->type && x->other)
		misfit(t->m, NEVER, p->line,
			"%s: parameter %s is %s, which is neither a number that is judged nor a "
			"struct that is known here",
			p->name, name, x->other);
	else
		return false;
	t->m->param = x, t->m->back = back;
	return true;
}

static void unknown(Fit *t, const Proto *p, const Param *x, bool back)
{
	const char *name = x->name ? x->name : "without a name";

	if (t->m->kind || refused(t, p, x, back)) return;
	if (back)
		misfit(t->m, UNKNOWN, p->line,
			"%s: parameter %s is neither a name of %s nor dX, X_bar, "
			"Xbar, grad_X of one",
			p->name, name, t->k->forward.name);
	else
		misfit(t->m, UNKNOWN, p->line,
			"%s: parameter %s is in no shape, no argument, no result, "
			"and `with` does not fix it",
			p->name, name);
	t->m->param = x, t->m->back = back;
}

/* base types come from the prototype; arrays of whole numbers have no gradient */
static void learn(Kernel *k, const Proto *f)
{
	for (int i = 0; i < f->n; i++) {
		const Param *p = &f->param[i];
		Array *a = p->role == ARGUMENT ? &k->arg[p->which]
			: p->role == RESULT    ? &k->res[p->which]
			: p->role == SCRATCH   ? &k->scratch[p->which]
					       : NULL;

		if (a) a->base = p->base, a->bytes = p->bytes;
	}
	for (int a = 0; a < k->nargs; a++) k->arg[a].wanted &= k->arg[a].base != WHOLE;
	for (int r = 0; r < k->nres; r++)
		if (k->from[r]) k->arg[k->from[r] - 1].base = k->res[r].base;
}

/* rows that lie apart are no array */
static void together(Fit *t, const Proto *f)
{
	for (int i = 0; i < f->n; i++)
		if (f->param[i].apart && f->param[i].role != NOTHING)
			misfit(t->m, NEVER, f->line,
				"%s: parameter %s points to pointers: rows that lie apart are not "
				"handed over; write a wrapper that takes one array and makes the "
				"pointers to its rows",
				f->name, f->param[i].name);
}

static void forwards(Fit *t)
{
	Kernel *k = t->k;
	Proto *f = &k->forward;

	for (int i = 0; i < f->n; i++)
		if (!rolebyname(k, &f->param[i], false)) unknown(t, f, &f->param[i], false);
	together(t, f);
	if (k->inplace) forwardinplace(k);
	learn(k, f);
	learnfields(k, t->f, f);
	for (int r = 0; r < k->nres; r++)
		if (!usesrole(k, f, RESULT, r)) {
			if ((k->res[r].rank && !f->back.packed) || !f->back.type ||
				f->back.pointer || f->back.role == RESULT)
				misfit(t->m, NO_GRADIENT, f->line,
					"%s has no parameter for the result %s", f->name,
					k->res[r].name);
			f->back.role = RESULT, f->back.which = r;
			k->res[r].base = f->back.base;
		}
	for (int a = 0; a < k->nargs; a++)
		if (!usesrole(k, f, ARGUMENT, a) && !argumentgone(k, a))
			misfit(t->m, NEVER, f->line, "%s has no parameter for the argument %s",
				f->name, k->arg[a].name);
}

static void backwards(Fit *t)
{
	Kernel *k = t->k;
	Proto *b = &k->backward;

	for (int r = 0; r < k->nres; r++) k->res[r].wanted &= k->res[r].base != WHOLE;
	if (k->tangents) {
		tangentroles(k);
		for (int i = 0; i < b->n; i++)
			if (b->param[i].role == NOTHING) unknown(t, b, &b->param[i], true);
		return;
	}
	for (int i = 0; i < b->n; i++) rolebyname(k, &b->param[i], true);
	together(t, b);
	learn(k, b);
	if (k->inplace) backwardinplace(k);
	rolesbyuse(k);
	for (int i = 0; i < b->n; i++)
		if (b->param[i].role == NOTHING) unknown(t, b, &b->param[i], true);
	for (int a = 0; a < k->nargs; a++) {
		bool written = usesrole(k, b, GRADIENT, a);

		if (!written && k->arg[a].wanted && b->back.type && !b->back.pointer &&
			b->back.base != WHOLE && b->back.role == NOTHING)
			b->back.role = GRADIENT, b->back.which = a, written = true;
		k->arg[a].wanted &= written;
	}
}

/* a backward that reads a cotangent of a result without a star, or a JVP that writes its tangent,
 * differentiates it: with zeros there a wrong term of it would never be seen */
static void alsotaken(Kernel *k)
{
	const Proto *b = &k->backward;

	for (int i = 0; i < b->n; i++) {
		const Param *p = &b->param[i];

		if (p->role == COTANGENT && k->res[p->which].base != WHOLE &&
			changed(b, p) == k->tangents)
			k->res[p->which].wanted = true;
	}
}

/* without a cotangent the derivative itself is written: each element of its own result, or of the
 * one number that comes out */
static bool derivativealone(Fit *t)
{
	const Kernel *k = t->k;
	const Array *y = NULL;

	if (!k->derivative && !t->pair->derivative) return false;
	if (anyinplace(k)) return false;           /* of a cotangent, which there is */
	for (int r = 0; r < k->nres; r++) {
		if (!k->res[r].wanted) continue;
		if (y || usesrole(k, &k->backward, COTANGENT, r)) return false;
		y = &k->res[r];
	}
	for (int a = 0; a < k->nargs; a++)
		if (k->arg[a].wanted && y->rank && !alikeshapes(&k->arg[a], y)) return false;
	return y != NULL;
}

static bool begun(const Kernel *k, int res)
{
	for (int a = 0; a < k->nargs; a++)
		if (k->over[a] == res + 1) return true;
	return false;
}

/* one type of 16 bits in a kernel; its name in the source */
static void onehalf(Fit *t)
{
	Kernel *k = t->k;

	for (int i = 0; i < k->forward.n + k->backward.n; i++) {
		const Param *x = i < k->forward.n ? &k->forward.param[i]
						  : &k->backward.param[i - k->forward.n];

		if (!narrowbase(x->base)) continue;
		if (x->base != k->base || (k->half && strcmp(k->half, x->type)))
			misfit(t->m, NEVER, k->forward.line,
				"%s: parameter %s is %s, others are %s: a kernel in two types of "
				"16 bits "
				"is not judged from source",
				k->name, x->name, x->type, k->half ? k->half : "of another");
		k->half = x->type;
	}
	if (!k->half && narrowbase(k->forward.back.base)) k->half = k->forward.back.type;
}

static void differentiated(Fit *t)
{
	Kernel *k = t->k;
	bool any = false;

	k->derivative = !k->tangents && derivativealone(t);
	for (int r = 0; r < k->nres; r++)
		if (k->res[r].wanted && !k->derivative && !begun(k, r) &&
			!usesrole(k, &k->backward, COTANGENT, r))
			misfit(t->m, NO_COTANGENT, k->backward.line,
				"%s has no cotangent d%s of the result %s", k->backward.name,
				k->res[r].name, k->res[r].name);
	for (int a = 0; a < k->nargs; a++) any |= k->arg[a].wanted;
	for (int i = 0; i < k->backward.n && !any; i++)
		if (k->backward.param[i].role == GRADIENT && k->backward.param[i].base == WHOLE)
			misfit(t->m, NEVER, k->backward.line,
				"%s: parameter %s is %s, a whole number, which has no gradient; if "
				"it "
				"holds the bits of a number of 16, say so in the comment: `%s "
				"holds "
				"bfloat16` or `%s holds float16`",
				k->backward.name, k->backward.param[i].name,
				k->backward.param[i].type, k->backward.param[i].type,
				k->backward.param[i].type);
	if (!any)
		misfit(t->m, NO_GRADIENT, k->backward.line,
			"%s writes no gradient: nothing is named d%s", k->backward.name,
			k->nargs ? k->arg[0].name : "X");
	if (k->inplace && !anyinplace(k))
		misfit(t->m, NEVER, k->backward.line,
			"`in place`, but no parameter of %s is both read as "
			"a cotangent and written as a gradient",
			k->backward.name);
	k->base = REAL64;
	k->plain = k->nargs <= MOST / 2 && k->nres == 1 && !anyinplace(k);
	for (int a = 0; a < k->nargs; a++) {
		if (k->arg[a].base == REAL32 && !narrowbase(k->base)) k->base = REAL32;
		if (narrowbase(k->arg[a].base)) k->base = k->arg[a].base;
		k->plain &= !k->arg[a].rank && k->arg[a].base != WHOLE;
	}
	otherwise(k);
	for (int r = 0; r < k->nres; r++) {
		if (narrowbase(k->res[r].base)) k->base = k->res[r].base;
		k->plain &= !k->res[r].rank;
	}
	onehalf(t);
}

/* ---- from comment and prototypes to a kernel
 * ------------------------------------------------------ */

static bool isnumber(const Proto *f, const char *name)
{
	for (int i = 0; i < f->n; i++)
		if (f->param[i].name && !strcmp(f->param[i].name, name))
			return !f->param[i].pointer && f->param[i].base == WHOLE;
	return false;
}

static void addsizes(Fit *t, const char *expression, const Proto *known)
{
	Kernel *k = t->k;

	for (const char *s = expression; s && *s;) {
		size_t n = strspn(s,
			"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
		char *word = n && !isdigit((unsigned char)*s) ? keptcopy(s, n) : NULL;

		s += n ? n : 1;
		if (word && sizeindex(k, word) < 0 && givenindex(k, word) < 0 &&
			strcmp(word, "pi") && strcmp(word, "inf") &&
			(!known || isnumber(known, word))) {
			if (k->nsizes == SIZES) {
				misfit(t->m, NEVER, k->forward.line, "%s has more than %d sizes",
					k->name, SIZES);
				return;
			}
			k->size[k->nsizes++] = word;
		}
	}
}

static void allsizes(Fit *t)
{
	const Kernel *k = t->k;

	for (int side = 0; side < 3; side++)
		for (int i = 0; i < (side > 1 ? k->nscratch : side ? k->nargs : k->nres); i++) {
			const Array *a = side > 1 ? &k->scratch[i] : side ? &k->arg[i] : &k->res[i];

			for (int d = 0; d < a->rank; d++) addsizes(t, a->dim[d], NULL);
		}
	for (int i = 0; i < k->ngiven; i++) addsizes(t, k->given[i].value, &k->forward);
}

Proto ownproto(const Proto *p)
{
	Proto own = *p;

	own.param = keptroom((size_t)p->n + 1, sizeof *own.param);
	if (p->n) memcpy(own.param, p->param, (size_t)p->n * sizeof *own.param);
	return own;
}

static void written(Fit *t, const Comment *c)
{
	for (int i = 0; i < c->ncalls; i++) {
		const Calling *w = &c->call[i];
		Proto *p = !strcmp(w->name, "forward") || !strcmp(w->name, t->k->forward.name)
			? &t->k->forward
			: &t->k->backward;

		if (!strcmp(t->k->forward.name, t->k->backward.name))
			p = i ? &t->k->backward : &t->k->forward;
		if (w->n != p->n) {
			misfit(t->m, NEVER, c->line,
				"call %s(...) has %d arguments, but %s takes %d", w->name, w->n,
				p->name, p->n);
			return;
		}
		for (int a = 0; a < p->n; a++) p->param[a].written = w->arg[a];
	}
}

Kernel kernelof(const File *f, const char *file, const Comment *c, const Pair *pair, Misfit *m)
{
	Kernel k = c->k;
	Fit t = { &k, f, m, pair };
	bool marked = false;
	char *why;

	*m = (Misfit){ .kind = FITS };
	k.file = (char *)file;
	k.forward = ownproto(pair->forward), k.backward = ownproto(pair->backward);
	heldtypes(&k);
	packednumbers(&k, f);
	for (int o = 0; o < c->nothers; o++) k.arg[k.nargs++] = c->other[o];
	allsizes(&t);
	for (int r = 0; r < k.nres; r++) marked |= k.res[r].wanted;
	if (!marked) k.res[0].wanted = true;
	written(&t, c);
	fillfields(&k);
	for (int i = 0; i < k.nlimits; i++)
		if (sizeindex(&k, k.limit[i].size) < 0)
			misfit(m, NEVER, c->line, "sizes: %s is no size of %s", k.limit[i].size,
				k.name);
	if (!m->kind && (why = senseless(&k))) misfit(m, NEVER, c->line, "%s", why);
	forwards(&t);
	if (!m->kind && (why = nowhole(&k))) misfit(m, NEVER, c->line, "%s", why);
	if (!m->kind) backwards(&t);
	if (!m->kind && !marked) alsotaken(&k);
	if (!m->kind &&
		((why = packedwrongly(&k, &k.forward)) || (why = packedwrongly(&k, &k.backward))))
		misfit(m, NEVER, c->line, "%s", why);
	if (!m->kind) alike(&k, m);
	if (!m->kind) differentiated(&t);
	return k;
}
