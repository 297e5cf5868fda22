/* compile.h -- text to a library, by the compiler of the user, in a process beside this one. */
#ifndef COMPILE_H
#define COMPILE_H
#include "checks/vjp/build.h"
#include "checks/vjp/tokens.h"
#include "checks/vjp/reach.h"
#include "checks/vjp/shadow.h"
#include <stdint.h>
#include <sys/types.h>

/* of: the kernels that are built together; needed: what each needs of the file */
typedef struct {
	const Source *s;
	Items *items;
	bool **needed;
	char *dir;
	uint64_t headers; /* they may change under the same text */
	Built *b;
	bool traced;
	Shadows own;
} Building;

typedef struct {
	char *final, *object, *source, *log, *stubs;
	pid_t pid;
	bool own;
} Job;

enum { TRACED = PRECISIONS + 1 };

/* p: PRECISIONS for the library that reports its comparisons, TRACED
 * for that which is traced; own: with the flags of the user */
Job   startjob(const Building *, const char *code, int p, bool own, const char *stubs);
char *finishjob(Job *);                       /* what the compiler said, or NULL; yours */
void  freejob(Job *);

#endif
