/* twice.c -- X_backward_backward: results and arguments are those of X_backward.
 *
 *	dx = f_backward(dy, x),   so that a second backward takes ddx and gives ddy and gx
 */
#include "checks/vjp/twice.h"
#include "checks/vjp/pool.h"
#include <string.h>

static const Proto *secondof(const File *f, const Kernel *k)
{
	static const char *const ends[] = { "_backward", "_bwd", "_vjp", "_grad", "_VJP",
		"_pullback", NULL };
	static const char *const forms[] = { "_double_backward", "_backward_backward", "_bwd_bwd",
		"_vjp_vjp", "_grad_grad", "_double_bwd", "_double_vjp", "_second_backward", NULL };
	const Proto *p = NULL;

	for (int e = 0; ends[e] && !p; e++) p = named(f, pooled("%s%s", k->backward.name, ends[e]));
	for (int e = 0; forms[e] && !p; e++) p = named(f, pooled("%s%s", k->name, forms[e]));
	return p && p->body ? p : NULL;
}

static const Param *passedas(const Proto *p, Role r, int which)
{
	for (int i = 0; i < p->n; i++)
		if (p->param[i].role == r && p->param[i].which == which) return &p->param[i];
	return NULL;
}

static Array arraylike(const Array *like, const Param *p, const char *otherwise)
{
	Array a = *like;

	a.name = p ? p->name : (char *)otherwise;
	a.wanted = a.base != WHOLE;
	return a;
}

/* dx = f_backward(dy, x) as a comment would say it; false: it takes what the forward saved, or has
 * structs or a call of its own */
static bool described(const Kernel *k, Comment *c)
{
	const Proto *b = &k->backward;

	*c = (Comment){ .line = b->line };
	c->k = (Kernel){ .name = k->name, .nheld = k->nheld, .ngiven = k->ngiven };
	memcpy(c->k.held, k->held, sizeof k->held);
	memcpy(c->k.given, k->given, sizeof k->given);
	memcpy(c->k.limit, k->limit, sizeof k->limit);
	memcpy(c->k.scratch, k->scratch, sizeof k->scratch);
	c->k.nlimits = k->nlimits, c->k.nscratch = k->nscratch;
	for (int i = 0; i < b->n; i++)
		if (b->param[i].role == COMPOUND || b->param[i].role == WRITTEN ||
			b->param[i].role == RESULT)
			return false;
	for (int a = 0; a < k->nargs; a++)
		if (k->arg[a].wanted)
			c->k.res[c->k.nres++] = arraylike(&k->arg[a], passedas(b, GRADIENT, a),
				pooled("d%s", k->arg[a].name));
	for (int r = 0; r < c->k.nres; r++) {
		c->k.res[r].lo = c->k.res[r].hi = NULL;
		c->k.res[r].rows = c->k.res[r].sorted = c->k.res[r].strictly = false;
	}
	for (int a = 0; a < k->nargs; a++)
		if (passedas(b, ARGUMENT, a))
			c->k.arg[c->k.nargs++] =
				arraylike(&k->arg[a], passedas(b, ARGUMENT, a), k->arg[a].name);
	for (int r = 0; r < k->nres; r++)
		if (k->res[r].wanted && passedas(b, COTANGENT, r))
			c->k.arg[c->k.nargs++] =
				arraylike(&k->res[r], passedas(b, COTANGENT, r), "");
	for (int i = 0; i < c->k.nargs; i++)
		if (!c->k.arg[i].name || !*c->k.arg[i].name) return false;
	return c->k.nres > 0 && !anyinplace(k) && !k->derivative;
}

static Kernel symmetric(const Kernel *k, const char *why)
{
	Kernel own = *k;

	own.symmetry = true, own.only = why;
	return own;
}

Kernel secondorder(const File *f, const Kernel *k)
{
	const Proto *second = secondof(f, k);
	Pair pair = { k->name, named(f, k->backward.name), second, false };
	Comment c;
	Misfit m;
	Kernel own;

	if (!second) return symmetric(k, pooled("there is no %s_backward", k->backward.name));
	for (int i = 0; i < k->backward.n; i++)
		if (k->backward.param[i].role == RESULT)
			return symmetric(k,
				pooled("%s takes what the forward saved", k->backward.name));
	if (!described(k, &c))
		return symmetric(k, pooled("what %s takes is not arrays, numbers and sizes alone",
					    k->backward.name));
	own = kernelof(f, k->file, &c, &pair, &m);
	if (m.kind && (!k->plain || !fitnumbers(&own, k->file, &pair)))
		return symmetric(k, pooled("%s; a comment above %s would say more", m.says,
					    k->backward.name));
	own.name = k->name;
	return own;
}
