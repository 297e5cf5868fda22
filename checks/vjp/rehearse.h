/* rehearse.h -- a comment line is tried before it is offered. */
#ifndef REHEARSE_H
#define REHEARSE_H
#include "checks/vjp/signature.h"

/* the source, whose text is given, with that line above line `at`, in the place of a comment that
 * begins on line `instead` (0: there is none), run in a process of its own.  NULL: it does; else
 * what came of it: "relu_forward crashed at x[12], which has 10 elements" */
char *rehearsed(const Source *, const char *text, const char *line, int at, int instead,
	const char *name);

#endif
