/* emission.h -- what the text of a program needs when it runs. */
#ifndef EMISSION_H
#define EMISSION_H
#include "engines/wengert.h"

/* a row that is computed before the program runs, or by a kernel while it does */
typedef struct {
	const List *l;
	Id i;
} Fixed;
typedef struct {
	char *text;
	Fixed *call;
	size_t ncalls; /* of lists that are there as long as this is */
	Fixed *data;
	size_t ndata;
	List **owned;
	size_t nowned;
	size_t work; /* elements of the memory it needs */
	size_t statements; /* of scalars */
	bool loops; /* there are some */
} Emission;

Emission emission(const List *, const Num *);
void freeemission(Emission *);

#endif
