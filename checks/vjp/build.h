/* build.h -- a C file as a library in each precision. */
#ifndef BUILD_H
#define BUILD_H
#include "checks/vjp/signature.h"

/* a library is NULL where why says so */
typedef struct {
	char *library[PRECISIONS], *why[PRECISIONS];
	char *covered, *blind;             /* in its own type, reporting its comparisons; or why not */
} Built;

/* its kernels of that type; a file that does not compile exits 2 with the compiler's message */
Built build(const Source *, Base);
void  freebuilt(Built *);

/* where an array, a size, a given number stands in what an entry is passed: p[], n[] */
int   place(const Kernel *, Role, int which);
const char *ctype(Base, const Kernel *, Precision);

#endif
