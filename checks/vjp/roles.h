/* roles.h -- what each parameter of forward and backward is, or why it does not fit. */
#ifndef ROLES_H
#define ROLES_H
#include "checks/vjp/comment.h"
#include "checks/vjp/names.h"

typedef enum { FITS, UNKNOWN, UNFILLED, NO_COTANGENT, NO_GRADIENT, NEVER } Trouble;
typedef struct {
	Trouble kind;
	char *says;                        /* a sentence */
	int line;
	const Param *param;                /* UNKNOWN and UNFILLED */
	bool back;
} Misfit;

/* the kernel that a comment and a pair make; what does not fit is left in the misfit */
Kernel kernelof(const File *, const char *file, const Comment *, const Pair *, Misfit *);
/* the same without a comment: numbers in, a number out.  False: it needs one */
bool   fitnumbers(Kernel *, const char *file, const Pair *);
/* one type in both, or a sentence */
Misfit misfitting(const Kernel *);

#endif
