/* packed.c -- an array of structs of three numbers is an array whose last size is 3. */
#include "checks/vjp/packed.h"
#include "checks/vjp/pool.h"
#include "checks/vjp/structs.h"
#include <stdlib.h>
#include <string.h>

/* of what is returned there is no name behind it */
static char *typename(const Param *p) { return p->other ? p->other : p->name; }

int packs(const File *f, const Param *p, const Param **field)
{
	const Record *r = p->type || p->apart || p->handle ? NULL : structnamed(f, typename(p));
	int n = 0;

	for (int k = 0; r && k < r->n; k++) {
		const Param *one = &r->field[k], *first = &r->field[0];

		n += one->pointer ? one->many : 1;
		if (!one->type || (one->pointer && one->many <= 0) || one->base == WHOLE ||
			!one->name || one->base != first->base || strcmp(one->type, first->type))
			return 0;
	}
	if (!r || r->overlaid || !r->n) return 0;
	if (field) *field = &r->field[0];
	return n;
}

static void asnumbers(const Kernel *k, const File *f, Param *p)
{
	const Param *one;
	int n = structof(k, p) < 0 ? packs(f, p, &one) : 0;

	if (!n) return;
	p->packed = n, p->other = typename(p);
	p->type = one->type, p->base = one->base, p->bytes = one->bytes;
}

void packednumbers(Kernel *k, const File *f)
{
	for (int i = 0; i < k->forward.n; i++) asnumbers(k, f, &k->forward.param[i]);
	for (int i = 0; i < k->backward.n; i++) asnumbers(k, f, &k->backward.param[i]);
	asnumbers(k, f, &k->forward.back), asnumbers(k, f, &k->backward.back);
}

static const Array *arrayof(const Kernel *k, const Param *p)
{
	return p->role == ARGUMENT || p->role == GRADIENT   ? &k->arg[p->which]
		: p->role == RESULT || p->role == COTANGENT ? &k->res[p->which]
		: p->role == SCRATCH                        ? &k->scratch[p->which]
							    : NULL;
}

/* the numbers in a product: 4 of 4*N, 1 of N + 4 */
static long factorof(const char *dim, bool *alone)
{
	long n = 1;

	*alone = false;
	if (strpbrk(dim, "+-/%")) return 1;
	*alone = !dim[strspn(dim, "0123456789* ()")];
	for (const char *s = dim; *s; s += strspn(s, "* ()")) {
		char *end;
		long v = strtol(s, &end, 10);

		n *= end > s ? v : 1;
		s += strcspn(s, "* ()");
	}
	return n;
}

/* the product of the numbers in the sizes at its end, up to one that is none */
static long endsin(const Array *a)
{
	long n = 1;
	bool alone = true;

	for (int d = a->rank - 1; d >= 0 && alone; d--) n *= factorof(a->dim[d], &alone);
	return n;
}

char *packedwrongly(const Kernel *k, const Proto *f)
{
	for (int i = 0; i <= f->n; i++) {
		const Param *p = i < f->n ? &f->param[i] : &f->back;
		const Array *a = p->packed ? arrayof(k, p) : NULL;

		/* a workspace without a shape is large enough for anything */
		if (!a || (p->role == SCRATCH && !a->rank)) continue;
		if (p->pointer ? endsin(a) % p->packed == 0 && endsin(a) >= p->packed
			       : endsin(a) == p->packed && a->rank == 1)
			continue;
		return pooled("%s: %s is %s%s, which is %d numbers: %s[%s%d] says so", f->name,
			p->name && i < f->n ? p->name : "its result", p->pointer ? "of " : "",
			p->other, p->packed, a->name, p->pointer ? "N," : "", p->packed);
	}
	return NULL;
}

char *packedtype(const Param *p) { return text("%s%s", p->tagged ? "struct " : "", p->other); }
