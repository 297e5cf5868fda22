/* functions.h -- the functions every engine is asked to differentiate. */
#ifndef FUNCTIONS_H
#define FUNCTIONS_H
#include "engines/wengert.h"

typedef struct Function {
	/* what: the formula, in words short enough for a table */
	const char *name, *what;
	void (*trace)(List *, int depth, int width);   /* record it, at this size */
	int depth, width;                              /* the size at which it is checked */
	double lo, hi;                                 /* where its inputs are drawn */
	/* points it must pass too: "3,-4; 2,4", or NULL */
	const char *at;
} Function;

#define F(name) extern const Function name##_function;
#include "checks/suite/functions.def"
extern const Function *const functions[];              /* ended by NULL */

const Function *functionnamed(const char *);           /* or NULL */
Fn fnof(const Function *, int depth, int width);       /* 0: the size at which it is checked */

#endif
