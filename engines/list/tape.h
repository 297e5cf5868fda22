/* tape.h -- what recording asks of the values of an eager list: eager.c has them. */
#ifndef TAPE_H
#define TAPE_H
#include "engines/wengert.h"

struct Tape {
	void (*compute)(List *, size_t i);     /* instruction i, the newest */
	bool (*inlines)(const Prim *);         /* its regions are recorded in its place */
	void (*drop)(List *);
};

#endif
