/* build.h -- a source as a library in each precision. */
#ifndef BUILD_H
#define BUILD_H
#include "checks/vjp/entries.h"
#include "checks/vjp/signature.h"

/* a library is NULL where why says so, and in precisions below the kernel's own */
typedef struct {
	char *library[PRECISIONS], *why[PRECISIONS];
	/* in its own type, reporting its comparisons; or why not */
	char *covered, *blind;
	/* on the scalar of trace.hpp; or why not */
	char *traced, *untraced;
} Built;

/* one for each kernel, yours; a file that does not compile exits 2 with the compiler's message */
Built *build(const Source *, bool traced);
void   freebuilt(Built *, size_t n);

#endif
