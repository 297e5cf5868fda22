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

/* tracerows.c */
void  rownames(Trace *);                   /* v-1, v0, v1 ... */
void  nameless(Trace *);
char *operation(const Trace *, size_t i);  /* v1 * v2: yours to release */
/* the first few, in so many characters; 0: in as many as they take.  Yours to release */
char *rownumbers(const Trace *, V, int width);
/* the rows with their numbers; with loops they are those a tape has at this point */
void  eagerrows(Trace *);

void showstatic(const Trace *);            /* the static engine's list, and how often it was made */
int  showsymbolic(const Trace *);          /* exit status */
void showpasses(Trace *);                  /* the list after the passes of --after */

#endif
