/* child.h -- foreign code in a process of its own: its crash, exit or silence is a sentence here.
 */
#ifndef CHILD_H
#define CHILD_H
#include "engines/wengert.h"
#include <sys/types.h>

typedef struct {
	pid_t pid;                         /* 0: it has ended */
	int line;                          /* bytes to and from it */
	bool late;                         /* it was ended for its silence */
	char why[WHY - 40];                /* how it ended */
} Child;

/* in the child: reads a byte, does it, writes one; its return ends the child */
typedef void Serve(void *what, int line);

Child newchild(Serve *, void *what);
bool  ask(Child *, char what, double limit);       /* seconds; false: it ended, why says how */
void  endchild(Child *);
/* zero; seen by this process and by children made later */
void *newshared(size_t bytes);
void  freeshared(void *, size_t bytes);

#endif
