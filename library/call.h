/* call.h -- one call of the library: what went wrong in it is a sentence, not the end. */
#ifndef CALL_H
#define CALL_H
#include "engines/wengert.h"
#include "library/wengert.h"

/* of two functions: itself and, once a Hessian is asked for, its gradient */
typedef struct { Fn fn; const Engine *engine; void *session; double *y; } Session;

struct wengert_program {
	List *list;                        /* as it was given */
	size_t nx, ny;
	const Engine *engine;
	Session first, second;
	List *values;   Run *run;          /* f alone */
};

/* work(what); bad() in it comes back here: false, and wengert_why() has its sentence */
bool called(void (*work)(void *), void *what);
/* the program's function */
Fn   functionof(const wengert_program *);

#endif
