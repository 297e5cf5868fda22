/* program.h -- a function made ready to run in one number type: recorded once where it can be, else
 * at each point. */
#ifndef PROGRAM_H
#define PROGRAM_H
#include "engines/wengert.h"

typedef struct {
	Fn fn;
	const Num *num;
	/* NULL: branches on numbers, recorded anew at each point */
	List *list;
	List *said;    Run *run;           /* the list in terms num can run */
	/* ny is known after the first evaluation where there is no list */
	size_t nx, ny;
	size_t calls;
} Program;

/* false: num cannot run it */
bool  openprogram(Program *, const Fn *, const Num *, Keep *, char why[WHY]);
/* a state that begins with its Program; or NULL */
void *newprogram(size_t size, const Fn *, const Num *, char why[WHY]);
/* the same, with the rules that its derivative needs */
void *newruled(size_t size, const Fn *, const Num *, char why[WHY]);
void  evaluate(Program *, const void *x, void *y);     /* y may be NULL */
List *listat(Program *, const void *x);                /* what is run at x, abstract; yours */
void  closeprogram(Program *);

#endif
