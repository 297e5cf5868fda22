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
/* its arguments are those of its forward; false: they are not all numbers */
bool   numberarguments(Kernel *);
/* the first alone is kept */
void misfit(Misfit *, Trouble, int line, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* ---- alike.c ---- */
/* one type in both, or a sentence; a gradient and a cotangent may have one of their own */
void alike(const Kernel *, Misfit *);
void otherwise(Kernel *); /* which have: the kernel's may be narrower by it */

/* ---- for fitting.c ---- */
bool rolebyname(const Kernel *, Param *, bool back);
void rolesbyuse(Kernel *);                 /* of the backward: what names have left over */
void forwardinplace(Kernel *);
void backwardinplace(Kernel *);
bool anyinplace(const Kernel *);
bool argumentgone(const Kernel *, int arg);        /* a result takes its place */
bool changed(const Proto *, const Param *);          /* a pointer that it writes through */
bool usesrole(const Kernel *, const Proto *, Role, int which);
bool alikeshapes(const Array *, const Array *);
int  sizeindex(const Kernel *, const char *name);  /* -1: it is none */
int  givenindex(const Kernel *, const char *name);
/* a prototype of its own, for roles of its own */
Proto ownproto(const Proto *);

#endif
