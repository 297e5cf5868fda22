/* roles.c -- names say what most parameters are; what is left over is told by whether it is read or
 * written, where only one thing is missing.
 */
#include "checks/vjp/roles.h"
#include "checks/vjp/pool.h"
#include "checks/vjp/structs.h"
#include <ctype.h>
#include <stdarg.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct { Kernel *k; const File *f; Misfit *m; const Pair *pair; } Fit;

static void misfit(Fit *t, Trouble kind, int line, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
static void misfit(Fit *t, Trouble kind, int line, const char *fmt, ...)
{
	char why[400];
	va_list ap;

	if (t->m->kind) return;
	va_start(ap, fmt);
	vsnprintf(why, sizeof why, fmt, ap);
	va_end(ap);
	*t->m = (Misfit){ .kind = kind, .says = pooled("%s", why), .line = line };
}

static int find(const Array *a, int n, const char *name)
{
	for (int k = 0; k < n; k++)
		if (!strcmp(a[k].name, name)) return k;
	return -1;
}

static int sizeof_(const Kernel *k, const char *name)
{
	for (int n = 0; n < k->nsizes; n++)
		if (!strcmp(k->size[n], name)) return n;
	return -1;
}

static int givenof(const Kernel *k, const char *name)
{
	for (int n = 0; n < k->ngiven; n++)
		if (!strcmp(k->given[n].name, name)) return n;
	return -1;
}

/* ---- by name ------------------------------------------------------------------------- */

/* what is passed is a number, or made of sizes and numbers that are known: it stands as it is */
static bool verbatim(const Kernel *k, const char *s)
{
	if (!s) return false;
	while (*s) {
		size_t n = 0;
		char word[64];

		while (isalnum((unsigned char)s[n]) || s[n] == '_') n++;
		if (n && n < sizeof word && !isdigit((unsigned char)*s)) {
			snprintf(word, sizeof word, "%.*s", (int)n, s);
			if (find(k->arg, k->nargs, word) >= 0 || find(k->res, k->nres, word) >= 0)
				return false;
		}
		s += n ? n : 1;
	}
	return true;
}

static const char *calledname(const Param *p)
{
	const char *s = p->written ? p->written : p->name;

	while (s && (*s == '&' || *s == ' ')) s++;
	return s;
}

static bool bynamealone(const Kernel *k, Param *p, const char *s, bool back)
{
	int w;

	if ((w = find(k->arg, k->nargs, s)) >= 0)                     p->role = ARGUMENT;
	else if ((w = find(k->res, k->nres, s)) >= 0)                 p->role = RESULT;
	else if ((w = find(k->scratch, k->nscratch, s)) >= 0)         p->role = SCRATCH;
	else if (!p->pointer && (w = givenof(k, s)) >= 0)             p->role = FIXED;
	else if (!p->pointer && (w = sizeof_(k, s)) >= 0)             p->role = SIZE;
	else if (back && (w = derived(k->res, k->nres, s)) >= 0)      p->role = COTANGENT;
	else if (back && (w = derived(k->arg, k->nargs, s)) >= 0)     p->role = GRADIENT;
	else if (back && !strcmp(s, "g")) p->role = COTANGENT, w = 0;
	else if (back && !strcmp(s, "y")) p->role = RESULT, w = 0;
	else return false;
	p->which = w;
	/* mode = RELU: a name of the source */
	if (p->role == FIXED && isnan(sized(k->given[w].value, k, (const long[SIZES]){ 0 })))
		p->role = WRITTEN, p->written = k->given[w].value;
	return true;
}

static bool byname(const Kernel *k, Param *p, bool back)
{
	const char *s = calledname(p);
	int w = structof(k, p);

	if (w >= 0) { p->role = COMPOUND, p->which = w; return true; }
	if (!s || (!p->type && !p->written)) return false;
	if (bynamealone(k, p, s, back)) return true;
	if (p->written && verbatim(k, p->written)) { p->role = WRITTEN; return true; }
	return false;
}

static bool uses(const Kernel *k, const Proto *p, Role r, int which)
{
	for (int i = 0; i < p->n; i++) {
		const Param *x = &p->param[i];

		if (x->role == r && x->which == which) return true;
		if (x->role == COMPOUND && fieldholds(&k->filled[x->which], r, which)) return true;
	}
	return p->back.role == r && p->back.which == which;
}

/* ---- by what is done with it ------------------------------------------------------------- */

static bool changed(const Proto *p, const Param *x)
{
	return x->pointer && !x->constant && (!x->name || writes(p, x->name));
}

/* the one that is missing, or -1: none, or several */
static int lacking(const Kernel *k, bool gradients)
{
	int one = -1;

	for (int i = 0; i < (gradients ? k->nargs : k->nres); i++) {
		const Array *a = gradients ? &k->arg[i] : &k->res[i];

		if (!a->wanted || a->base == WHOLE || (gradients && k->over[i]) ||
			uses(k, &k->backward, gradients ? GRADIENT : COTANGENT, i))
			continue;
		if (one >= 0) return -1;
		one = i;
	}
	return one;
}

/* dep of a number that is no argument, or the name of a workspace: it is not guessed */
static bool guessable(const Kernel *k, const Param *x)
{
	if (x->role != NOTHING || !x->name || !x->type || x->base == WHOLE || scratchname(x->name))
		return false;
	for (int i = 0; i < k->ngiven; i++)
		if (derivedfrom(k->given[i].name, x->name) || !strcmp(k->given[i].name, x->name))
			return false;
	return find(k->arg, k->nargs, x->name) < 0 && find(k->res, k->nres, x->name) < 0 &&
		sizeof_(k, x->name) < 0;
}

/* a pointer for an array, a number for a number that is read */
static bool suits(const Array *a, const Param *x, bool gradient)
{
	return a->base == x->base && (x->pointer || (!gradient && !a->rank));
}

static Param *only(const Kernel *k, bool gradient, int which)
{
	Param *one = NULL;
	const Array *a = gradient ? &k->arg[which] : &k->res[which];

	for (int i = 0; i < k->backward.n; i++) {
		Param *x = &k->backward.param[i];

		if (!guessable(k, x) || !suits(a, x, gradient) ||
			changed(&k->backward, x) != gradient)
			continue;
		if (one) return NULL;
		one = x;
	}
	return one;
}

static void byuse(Fit *t)
{
	Kernel *k = t->k;
	int g = lacking(k, true), c = lacking(k, false);
	Param *x = g >= 0 ? only(k, true, g) : NULL;

	if (x) {
		x->role = GRADIENT, x->which = g;
		/* what it holds before is the cotangent */
		if (k->inplace && c >= 0 && !only(k, false, c)) k->over[g] = c + 1;
	}
	c = lacking(k, false);
	x = c >= 0 && !(g >= 0 && k->over[g]) ? only(k, false, c) : NULL;
	if (x) x->role = COTANGENT, x->which = c;
}

/* ---- in place ------------------------------------------------------------------------------ */

static bool alikeshapes(const Array *a, const Array *b)
{
	if (a->rank != b->rank) return false;
	for (int d = 0; d < a->rank; d++)
		if (strcmp(a->dim[d], b->dim[d])) return false;
	return true;
}

/* the result takes the place of the argument: what the forward has is both */
static void forwardinplace(Kernel *k)
{
	for (int r = 0; r < k->nres; r++)
		for (int i = 0; i < k->forward.n && !uses(k, &k->forward, RESULT, r); i++) {
			Param *x = &k->forward.param[i];

			if (x->role != ARGUMENT || !x->pointer || x->constant ||
				!alikeshapes(&k->arg[x->which], &k->res[r]))
				continue;
			k->from[r] = x->which + 1;
			x->role = RESULT, x->which = r;
		}
}

static bool replaced(const Kernel *k, int arg)
{
	for (int r = 0; r < k->nres; r++)
		if (k->from[r] == arg + 1) return true;
	return false;
}

/* of the backward: the argument is gone, and the gradient takes the place of the cotangent */
static void backwardinplace(Kernel *k)
{
	for (int i = 0; i < k->backward.n; i++) {
		Param *x = &k->backward.param[i];
		int g = lacking(k, true);

		if (x->role == ARGUMENT && replaced(k, x->which))
			for (int r = 0; r < k->nres; r++)
				if (k->from[r] == x->which + 1) {
					x->role = RESULT, x->which = r;
					break;
				}
		if (x->role != COTANGENT || !x->pointer || x->constant || g < 0 ||
			!alikeshapes(&k->arg[g], &k->res[x->which]))
			continue;
		k->over[g] = x->which + 1;
		x->role = GRADIENT, x->which = g;
	}
}

static bool placed(const Kernel *k)
{
	for (int i = 0; i < MOST; i++)
		if (k->over[i] || k->from[i]) return true;
	return false;
}

/* ---- the forward, the backward ---------------------------------------------------------------- */

static bool refused(Fit *t, const Proto *p, const Param *x, bool back)
{
	const char *name = x->name ? x->name : "without a name";

	if (narrow(x->other) && !x->type)
		misfit(t, NEVER, p->line, "%s: parameter %s is %s: from source, kernels in float and "
			"double are judged; dump what yours computes and use --npy DIR --formula F",
			p->name, name, x->other);
	else if (!x->type && structnamed(t->f, x->other))
		misfit(t, UNFILLED, p->line, "%s: parameter %s is a struct %s, and the comment does "
			"not say what its fields hold", p->name, name, x->other);
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
		misfit(t, UNKNOWN, p->line, "%s: parameter %s is neither a name of %s nor dX, X_bar, "
			"Xbar, grad_X of one", p->name, name, t->k->forward.name);
	else
		misfit(t, UNKNOWN, p->line, "%s: parameter %s is in no shape, no argument, no result, "
			"and `with` does not fix it", p->name, name);
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

static void forwards(Fit *t)
{
	Kernel *k = t->k;
	Proto *f = &k->forward;

	for (int i = 0; i < f->n; i++)
		if (!byname(k, &f->param[i], false)) unknown(t, f, &f->param[i], false);
	if (k->inplace) forwardinplace(k);
	learn(k, f);
	learnfields(k, t->f, f);
	for (int r = 0; r < k->nres; r++)
		if (!uses(k, f, RESULT, r)) {
			if (k->res[r].rank || !f->back.type || f->back.role == RESULT)
				misfit(t, NO_GRADIENT, f->line,
					"%s has no parameter for the result %s", f->name,
					k->res[r].name);
			f->back.role = RESULT, f->back.which = r;
			k->res[r].base = f->back.base;
		}
	for (int a = 0; a < k->nargs; a++)
		if (!uses(k, f, ARGUMENT, a) && !replaced(k, a))
			misfit(t, NEVER, f->line, "%s has no parameter for the argument %s", f->name,
				k->arg[a].name);
}

static void backwards(Fit *t)
{
	Kernel *k = t->k;
	Proto *b = &k->backward;

	for (int r = 0; r < k->nres; r++) k->res[r].wanted &= k->res[r].base != WHOLE;
	for (int i = 0; i < b->n; i++) byname(k, &b->param[i], true);
	learn(k, b);
	if (k->inplace) backwardinplace(k);
	byuse(t);
	for (int i = 0; i < b->n; i++)
		if (b->param[i].role == NOTHING) unknown(t, b, &b->param[i], true);
	for (int a = 0; a < k->nargs; a++) {
		bool written = uses(k, b, GRADIENT, a);

		if (!written && k->arg[a].wanted && b->back.type && b->back.role == NOTHING)
			b->back.role = GRADIENT, b->back.which = a, written = true;
		k->arg[a].wanted &= written;
	}
}

/* without a cotangent the derivative itself is written: each element of its own result, or of the
 * one number that comes out */
static bool derivativealone(Fit *t)
{
	const Kernel *k = t->k;
	const Array *y = NULL;

	if (!k->derivative && !t->pair->derivative) return false;
	for (int r = 0; r < k->nres; r++) {
		if (!k->res[r].wanted) continue;
		if (y || uses(k, &k->backward, COTANGENT, r)) return false;
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

static void differentiated(Fit *t)
{
	Kernel *k = t->k;
	bool any = false;

	k->derivative = derivativealone(t);
	for (int r = 0; r < k->nres; r++)
		if (k->res[r].wanted && !k->derivative && !begun(k, r) &&
			!uses(k, &k->backward, COTANGENT, r))
			misfit(t, NO_COTANGENT, k->backward.line,
				"%s has no cotangent d%s of the result %s", k->backward.name,
				k->res[r].name, k->res[r].name);
	for (int a = 0; a < k->nargs; a++) any |= k->arg[a].wanted;
	if (!any)
		misfit(t, NO_GRADIENT, k->backward.line, "%s writes no gradient: nothing is named d%s",
			k->backward.name, k->nargs ? k->arg[0].name : "X");
	if (k->inplace && !placed(k))
		misfit(t, NEVER, k->backward.line, "`in place`, but no parameter of %s is both read as "
			"a cotangent and written as a gradient", k->backward.name);
	k->base = REAL64;
	k->plain = k->nargs <= MOST / 2 && k->nres == 1 && !placed(k);
	for (int a = 0; a < k->nargs; a++) {
		if (k->arg[a].base == REAL32) k->base = REAL32;
		k->plain &= !k->arg[a].rank && k->arg[a].base != WHOLE;
	}
	for (int r = 0; r < k->nres; r++) k->plain &= !k->res[r].rank;
}

/* ---- one type in both -------------------------------------------------------------------------- */

/* where the forward has what p, of the backward, belongs to; or NULL */
static const Param *inforward(const Kernel *k, const Param *p)
{
	const Proto *f = &k->forward;
	Role r = p->role == GRADIENT ? ARGUMENT : p->role == COTANGENT ? RESULT : p->role;
	int which = p->which;

	for (int i = 0; i < f->n; i++) {
		if (f->param[i].role == r && f->param[i].which == which) return &f->param[i];
		if (r == ARGUMENT && f->param[i].role == RESULT &&
			k->from[f->param[i].which] == which + 1)
			return &f->param[i];
	}
	return r == RESULT && f->back.role == RESULT ? &f->back : NULL;
}

/* memory is handed over as it lies, in the types of the forward */
static void alike(Fit *t, const Param *p)
{
	const Kernel *k = t->k;
	const Param *f = inforward(k, p);
	const char *name = p->name ? p->name : "without a name", *who = k->backward.name;
	char *what = p == &k->backward.back ? pooled("its result") : pooled("parameter %s", name);
	bool argument = p->role == GRADIENT || p->role == ARGUMENT;
	const Array *a = argument ? &k->arg[p->which] : &k->res[p->which];

	if (!f || p->role == SIZE || p->role >= SCRATCH) return;
	if (p->base != f->base || (p->base == WHOLE && p->pointer && p->bytes != f->bytes))
		misfit(t, NEVER, k->backward.line, "%s: %s is %s, but in %s %s is %s: both must have "
			"one type", who, what, p->type, k->forward.name,
			f == &k->forward.back ? "the result" : f->name, f->type);
	if (p->role != FIXED && a->rank && !p->pointer)
		misfit(t, NEVER, k->backward.line, "%s: %s is one number, but %s is an array: a "
			"pointer is needed", who, what, a->name);
}

static void allalike(Fit *t)
{
	const Kernel *k = t->k;

	for (int i = 0; i < k->backward.n; i++) alike(t, &k->backward.param[i]);
	if (k->backward.back.role == GRADIENT) alike(t, &k->backward.back);
}

Misfit misfitting(const Kernel *k)
{
	Misfit m = { .kind = FITS };
	Kernel copy = *k;

	allalike(&(Fit){ .k = &copy, .m = &m });
	return m;
}

/* ---- from comment and prototypes to a kernel ------------------------------------------------------ */

static bool isnumber(const Proto *f, const char *name)
{
	for (int i = 0; i < f->n; i++)
		if (f->param[i].name && !strcmp(f->param[i].name, name))
			return !f->param[i].pointer && f->param[i].base == WHOLE;
	return false;
}

static void addsizes(Kernel *k, const char *expression, const Proto *known)
{
	for (const char *s = expression; s && *s;) {
		size_t n = strspn(s,
			"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
		char *word = n && !isdigit((unsigned char)*s) ? keptcopy(s, n) : NULL;

		s += n ? n : 1;
		if (word && sizeof_(k, word) < 0 && givenof(k, word) < 0 && strcmp(word, "pi") &&
			strcmp(word, "inf") && k->nsizes < SIZES && (!known || isnumber(known, word)))
			k->size[k->nsizes++] = word;
	}
}

static void allsizes(Kernel *k)
{
	for (int side = 0; side < 3; side++)
		for (int i = 0; i < (side > 1 ? k->nscratch : side ? k->nargs : k->nres); i++) {
			const Array *a = side > 1 ? &k->scratch[i] : side ? &k->arg[i] : &k->res[i];

			for (int d = 0; d < a->rank; d++) addsizes(k, a->dim[d], NULL);
		}
	for (int i = 0; i < k->ngiven; i++) addsizes(k, k->given[i].value, &k->forward);
}

static Proto copied(const Proto *p)
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
			misfit(t, NEVER, c->line, "call %s(...) has %d arguments, but %s takes %d",
				w->name, w->n, p->name, p->n);
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

	*m = (Misfit){ .kind = FITS };
	k.file = (char *)file;
	k.forward = copied(pair->forward), k.backward = copied(pair->backward);
	for (int o = 0; o < c->nothers && k.nargs < MOST; o++) k.arg[k.nargs++] = c->other[o];
	allsizes(&k);
	for (int r = 0; r < k.nres; r++) marked |= k.res[r].wanted;
	if (!marked) k.res[0].wanted = true;
	written(&t, c);
	fillfields(&k);
	for (int i = 0; i < k.nlimits; i++)
		if (sizeof_(&k, k.limit[i].size) < 0)
			misfit(&t, NEVER, c->line, "sizes: %s is no size of %s", k.limit[i].size,
				k.name);
	forwards(&t);
	if (!m->kind) backwards(&t);
	if (!m->kind) allalike(&t);
	if (!m->kind) differentiated(&t);
	return k;
}
