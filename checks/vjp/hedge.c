/* hedge.c -- softmax - t is right where the rows of t sum to 1, and wrong elsewhere: who wrote it
 * knows which is meant.
 */
#include "checks/vjp/hedge.h"
#include "checks/vjp/limits.h"
#include "checks/vjp/values.h"
#include <math.h>
#include <string.h>

static void doubted(Verdict *v, const char *why)
{
	v->ruling = INCONCLUSIVE;
	snprintf(v->why, sizeof v->why, "%s", why);
	for (int a = 0; a < MOST; a++) {
		Finding *f = &v->arg[a];

		if (f->ruling != WRONG) continue;
		f->ruling = INCONCLUSIVE, f->likely[0] = 0;
		snprintf(f->evidence, sizeof f->evidence, "%s", why);
	}
}

/* only its own type could be run, and what was found is no larger than it may round */
static bool slight(const Kernel *k, const Verdict *v)
{
	if (!v->one || *v->why) return false;
	for (int a = 0; a < k->nargs; a++)
		if (v->arg[a].ruling == WRONG && !(v->arg[a].error[native(k)] < PROOFLEAST))
			return false;
	return true;
}

/* ---- clauses ------------------------------------------------------------------------------- */

static bool rightwith(const Kernel *k, const Built *b, const Asked *a)
{
	return tried(k, b, a).ruling <= IMPRECISE;
}

/* offsets end at a size; a mask or a label ends at a number */
static bool offsets(const Kernel *k, const Array *x)
{
	const long none[SIZES] = { 0 }, many[SIZES] = { 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9 };

	return x->rank == 1 && x->hi && sized(x->hi, k, none) != sized(x->hi, k, many);
}

static char *order(const Kernel *k, int arg, const Built *b, const Asked *a)
{
	Kernel other = *k;
	Array *x = &other.arg[arg];

	x->sorted = true;
	if (rightwith(&other, b, a))
		return text("it is right where the elements of %s ascend: if they do, say `%s "
			    "sorted`",
			x->name, x->name);
	if (isinf(lowest(x, k, (const long[SIZES]){ 0 }))) return NULL;
	x->from = x->lo, x->to = x->hi;
	if (rightwith(&other, b, a))
		return text("it is right where the elements of %s ascend from %s to %s: if they "
			    "do, say "
			    "`%s sorted from %s to %s`",
			x->name, x->lo, x->hi, x->name, x->lo, x->hi);
	x->strictly = true;
	return !rightwith(&other, b, a) ? NULL
					: text("it is right where the elements of %s ascend from "
					       "%s to %s, no two alike: if they "
					       "do, say `%s strictly sorted from %s to %s`",
						  x->name, x->lo, x->hi, x->name, x->lo, x->hi);
}

static char *rows(const Kernel *k, int arg, const Built *b, const Asked *a)
{
	Kernel other = *k;
	const char *name = k->arg[arg].name;

	other.arg[arg].rows = true;
	return !rightwith(&other, b, a) ? NULL
					: text("it is right where the rows of %s sum to 1: if they "
					       "do, say `%s rows sum to 1`",
						  name, name);
}

/* an argument without a gradient whose elements may be promised something */
static char *ofarguments(const Kernel *k, const Built *b, const Asked *a)
{
	char *s = NULL;

	for (int i = 0; i < k->nargs && !s; i++) {
		const Array *x = &k->arg[i];

		if (x->wanted || !x->rank || x->rows || x->sorted || x->strictly) continue;
		if (x->base != WHOLE)   s = rows(k, i, b, a);
		else if (offsets(k, x)) s = order(k, i, b, a);
	}
	return s;
}

/* float X_gradient(float x) that is meant to be called with X(x) */
static char *ofresult(const Source *s, const Kernel *k, const Asked *a)
{
	Kernel other = *k;
	Param x;
	Source one = *s;
	Built *b;
	bool right;

	if (!k->derivative || !k->plain || k->nargs != 1 || k->backward.n != 1 ||
		k->backward.param[0].role != ARGUMENT)
		return NULL;
	x = k->backward.param[0];
	x.role = RESULT;
	other.backward.param = &x;
	one.kernel = &other, one.n = 1;
	b = build(&one, false);
	right = rightwith(&other, b, a);
	freebuilt(b, 1);
	return !right ? NULL
		      : text("it is right where %s is given the result of %s: if it is, say `y = "
			     "%s(%s) call "
			     "%s(y)` in a comment",
				k->backward.name, k->forward.name, k->name, k->arg[0].name,
				k->backward.name);
}

Verdict hedged(const Source *s, size_t which, const Built *b, const Asked *a, Verdict v)
{
	const Kernel *k = &s->kernel[which];
	char *why;

	if (v.ruling != WRONG) return v;
	if (slight(k, &v)) {
		doubted(&v,
			"differences of its own type alone found an error, but one that may be "
			"their "
			"rounding: check it with --formula or --npy");
		return v;
	}
	why = ofarguments(k, b, a);
	if (!why) why = ofresult(s, k, a);
	if (why) doubted(&v, why);
	release(why);
	return v;
}
