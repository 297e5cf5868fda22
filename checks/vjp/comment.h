/* comment.h -- the comment line of a kernel. */
#ifndef COMMENT_H
#define COMMENT_H
#include "checks/vjp/kernel.h"

enum { CALLED = 40, CALLS = 2 };
typedef struct { char *name, *arg[CALLED]; int n; } Calling;  /* call backward(dx, dy, N) */

typedef struct {
	Kernel k;
	Array other[MOST];  int nothers;   /* named after `with`: drawn, no gradient */
	Calling call[CALLS];   int ncalls;
	int line;
	char *says;                        /* what stands after wengert: on one line */
	const char *fault;                 /* a sentence: what does not parse; NULL */
} Comment;

/* kept in the pool */
/* `bf16 holds bfloat16` alone: of all kernels of the file */
bool readheld(const char *, size_t n, Held *, int *many);
Comment readcomment(const char *text, size_t n, int line);

#endif
