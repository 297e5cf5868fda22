/* sizedcases.c -- cases for the sake of their sizes, filled with ordinary numbers. */
#include "checks/vjp/arrange.h"
#include "checks/vjp/limits.h"
#include "checks/vjp/values.h"
#include <math.h>
#include <stdint.h>

Case *sizedcase(const Kernel *k, int i, long n, unsigned long seed)
{
	Case *c = alloc(1, sizeof *c);
	Dice d = dice(seed + 1, (unsigned long)n);
	bool fits = false;

	c->kernel = k;
	/* what must be even, or divide another, is found among the small */
	for (int other = 0; other < 4 && !fits; other++) {
		for (int s = 0; s < k->nsizes; s++)
			c->size[s] = admitted(k, s, s == i ? n : 4 - other, &d);
		fits = shapesin(c, MOSTELEMENTS) && c->size[i] == n;
	}
	if (fits) {
		fillcase(c, 0, &d);
		return c;
	}
	release(c);
	return NULL;
}

/* all sizes at random, about as many steps of all loops together as asked for */
Case *mixedcase(const Kernel *k, double steps, unsigned long which, unsigned long seed)
{
	Dice d = dice(seed + 2, which);

	for (int attempt = 0; attempt < 8; attempt++) {
		Case *c = alloc(1, sizeof *c);
		double part[SIZES], sum = 0;

		c->kernel = k;
		for (int s = 0; s < k->nsizes; s++) sum += part[s] = 0.25 + unit(&d);
		for (int s = 0; s < k->nsizes; s++)
			c->size[s] = admitted(k, s, (long)pow(steps, part[s] / sum), &d);
		if (shapesin(c, MOSTELEMENTS)) {
			fillcase(c, 0, &d);
			return c;
		}
		release(c);
	}
	return NULL;
}

/* size i as large as that product of all sizes allows, the others alike and not small */
Case *flatcase(const Kernel *k, int i, double steps, unsigned long seed)
{
	static const long rest[] = { 9, 10, 12, 8 };
	Dice d = dice(seed + 4, (unsigned long)i);

	for (size_t t = 0; t < sizeof rest / sizeof *rest; t++) {
		double n = steps / pow((double)rest[t], k->nsizes - 1);
		Case *c = alloc(1, sizeof *c);

		c->kernel = k;
		for (int s = 0; s < k->nsizes; s++)
			c->size[s] = admitted(k, s, s == i ? (long)n : rest[t], &d);
		if (n >= FLATREST * (double)rest[t] && shapesin(c, MOSTELEMENTS)) {
			fillcase(c, 0, &d);
			return c;
		}
		release(c);
	}
	return NULL;
}

Case *tilecase(const Kernel *k, int i, int j, long n, unsigned long seed)
{
	Dice d = dice(seed + 6, (unsigned long)(i * SIZES + j));

	for (int other = 0; other < 4; other++) {
		Case *c = alloc(1, sizeof *c);

		c->kernel = k;
		for (int s = 0; s < k->nsizes; s++)
			c->size[s] = admitted(k, s,
				i == j        ? n + 4 * s - other
					: s == i ? n
					: s == j ? n + 4
						 : 4 - other,
				&d);
		if (shapesin(c, PASTSHORT) && (i == j || (c->size[i] >= n && c->size[j] >= n))) {
			fillcase(c, 0, &d);
			return c;
		}
		release(c);
	}
	return NULL;
}

size_t elementsof(const Case *c)
{
	size_t most = 0;

	for (int a = 0; a < c->kernel->nargs; a++) if (c->nx[a] > most) most = c->nx[a];
	for (int r = 0; r < c->kernel->nres; r++) if (c->ny[r] > most) most = c->ny[r];
	return most;
}

/* the sizes of the largest array are raised until it has so many elements, each no further than
 * `largest` where there are several */
static void raised(Case *c, size_t elements, long largest, Dice *d)
{
	const Kernel *k = c->kernel;

	for (int turn = 0; turn < 64 && shapesin(c, SIZE_MAX) && elementsof(c) < elements; turn++) {
		size_t was = elementsof(c);
		int s = (int)(roll(d) % (unsigned)k->nsizes);
		long before = c->size[s];
		double more = 1.5 + 2 * unit(d), left = (double)elements / (double)was * 1.02;

		c->size[s] = 1 + (long)((double)before * (more < left ? more : left));
		if (k->nsizes > 1 && c->size[s] > largest) c->size[s] = largest;
		c->size[s] = admitted(k, s, c->size[s], d);
		if (!shapesin(c, SIZE_MAX) || elementsof(c) == was) c->size[s] = before;
	}
}

Case *hugecase(const Kernel *k, size_t elements, long largest, unsigned long seed)
{
	Dice d = dice(seed + 5, 0);

	for (int attempt = 0; attempt < 16 && k->nsizes; attempt++) {
		Case *c = alloc(1, sizeof *c);

		c->kernel = k;
		for (int s = 0; s < k->nsizes; s++)
			c->size[s] = admitted(k, s, 2 + attempt % 3, &d);
		raised(c, elements, largest, &d);
		if (shapesin(c, 4 * elements) && elementsof(c) >= elements) {
			fillcase(c, 0, &d);
			return c;
		}
		release(c);
	}
	return NULL;
}
