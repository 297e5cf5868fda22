/* comment.h -- the comment line of a kernel. */
#ifndef COMMENT_H
#define COMMENT_H
#include "checks/vjp/kernel.h"

typedef struct {
	Kernel k;
	Array other[MOST];  int nothers;   /* named after `with`: drawn, no gradient */
	int line;
	const char *fault;                 /* a sentence: what does not parse; NULL */
} Comment;

Comment readcomment(const char *text, size_t n, int line);

#endif
