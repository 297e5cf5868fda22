/* tape.h -- what recording asks of the values of an eager list: eager.c has them. */
#ifndef TAPE_H
#define TAPE_H
#include "engines/wengert.h"

struct Tape {
	void (*compute)(List *, size_t i);     /* instruction i, the newest */
	bool (*inlines)(const Prim *);         /* its regions are recorded in its place */
	void (*drop)(List *);
	void (*add)(List *, Id to, Id t);      /* the value of t to that of to, in place */
	/* what the vjp of instruction i, whose cotangent is g, adds to its first argument's, in
	 * place; false: its primitive has no addback */
	bool (*addback)(List *, size_t i, Id g, Id to);
};

/* as adjoints, of an eager list; nobody differentiates the sweep, so that cotangents add up where
 * they lie */
void lastadjoints(List *, size_t n, V *g);

#endif
