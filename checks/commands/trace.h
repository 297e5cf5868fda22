/* trace.h -- what `wengert trace` is asked for. */
#ifndef TRACE_H
#define TRACE_H
#include "checks/commands/options.h"

typedef struct {
	Options o;
	Point p;
	/* all of --at: with --mode static, several, ';' between them */
	const char *points;
	List *list;                        /* the function, by level */
	const Num *num;
	/* its rows with their numbers; n of them are the function's */
	List *eager;  size_t n;
	V *second;                         /* tangents or adjoints of these rows */
	char **name;                       /* of each row; NULL: a constant */
} Trace;

void showstatic(const Trace *);            /* the static engine's list, and how often it was made */
int  showsymbolic(const Trace *);          /* exit status */
void showpasses(Trace *);                  /* the list after the passes of --after */

#endif
