/* signature.h -- the kernels of a C file. */
#ifndef SIGNATURE_H
#define SIGNATURE_H
#include "checks/vjp/kernel.h"

/* -I DIR, -D NAME=1, -include FILE, as words */
typedef struct {
	const char *const *word;
	size_t n;
	bool twice;
	bool rehearse;                     /* a line that is offered is tried before */
} Flags;

typedef struct {
	char *file, *source;
	/* after preprocessing: what system headers say, and what the file and its own headers say
	 */
	char *foreign, *own;
	bool cplus;
	Flags flags;
	Kernel *kernel;
	size_t n;
	struct Pool *pool; /* all of it, and what its kernels point at */
} Source;

/* all, or those named; a mistake exits 2 */
Source readsource(const char *file, size_t n, const char *const *name);
Source readsourcewith(Flags, const char *file, size_t n, const char *const *name);
void freesource(Source *);

#endif
