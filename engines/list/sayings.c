/* sayings.c -- the instructions of a list by what they say. */
#include "engines/list/sayings.h"
#include <string.h>

static uint64_t mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * 0x9e3779b97f4a7c15u;     /* 2^64 / golden ratio: Knuth, vol. 3, 6.4 */
	return h ^ (h >> 29);
}

Saying saying(const Prim *p, uint32_t shape, size_t nargs, const V *x, const void *attr,
	size_t words)
{
	Saying s = { p, shape, nargs, words, x, attr,
		(uint64_t)(uintptr_t)p ^ (uint64_t)shape << 48 };

	for (size_t k = 0; k < nargs; k += 2)
		s.hash = mix(s.hash,
			x[k].id ^ (k + 1 < nargs ? (uint64_t)x[k + 1].id + 1 : 0) << 32);
	for (size_t k = 0; k < words; k++) s.hash = mix(s.hash, (uint64_t)s.attr[k].i);
	s.hash *= 0x9e3779b97f4a7c15u;
	return s;
}

static bool says(const List *l, const Ins *in, const Saying *s)
{
	const Id *a = args(l, in);

	if (in->prim != s->prim || in->shape != s->shape || in->nargs != s->nargs)
		return false;
	for (size_t k = 0; k < s->nargs; k++)
		if (a[k] != s->x[k].id) return false;
	return !s->words || !memcmp(l->words + in->attr, s->attr, s->words * sizeof(Word));
}

V found(const Sayings *t, List *l, const Saying *s, Slot **free)
{
	uint32_t tag = (uint32_t)(s->hash >> 32);
	size_t mask = ((size_t)1 << t->bits) - 1, h = tag >> (32 - t->bits);

	for (; t->slot[h].row; h = (h + 1) & mask)
		if (t->slot[h].tag == tag && t->slot[h].row <= l->n &&
			says(l, &l->ins[t->slot[h].row - 1], s))
			return instruction(l, t->slot[h].row - 1);
	*free = &t->slot[h];
	return (V){ 0 };
}

/* a slot stands where the first bits of its tag say, or behind: the instructions themselves are not
 * looked at */
static void enlarge(Sayings *t)
{
	Slot *old = t->slot;
	size_t n = (size_t)1 << t->bits, mask;

	t->bits++;
	t->slot = alloc((size_t)1 << t->bits, sizeof *t->slot);
	mask = ((size_t)1 << t->bits) - 1;
	for (size_t i = 0; i < n; i++) {
		size_t h = old[i].tag >> (32 - t->bits);

		if (!old[i].row)
			continue;
		while (t->slot[h].row) h = (h + 1) & mask;
		t->slot[h] = old[i];
	}
	release(old);
}

void remember(Sayings *t, Slot *free, uint64_t hash, V y)
{
	*free = (Slot){ y.id + 1, (uint32_t)(hash >> 32) };
	if (++t->used > (size_t)3 << (t->bits - 2)) enlarge(t);
}

void opensayings(Sayings *t, int bits)
{
	*t = (Sayings){ .slot = alloc((size_t)1 << bits, sizeof *t->slot), .bits = bits };
}

void closesayings(Sayings *t)
{
	if (t) release(t->slot);
}

void shareequal(List *l)
{
	enum { FIRST = 10 };

	l->known = alloc(1, sizeof *l->known);
	opensayings(l->known, FIRST);
}

V loweredanew(V y, const V *x)
{
	List *l = y.list;
	Sayings *known = l->known;
	V z;

	l->known = NULL;
	z = at(y)->prim->lowering(y, x);
	l->known = known;
	return z;
}
