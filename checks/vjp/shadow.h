/* shadow.h -- functions of a file whose names are the library's too: gamma, index, y0. */
#ifndef SHADOW_H
#define SHADOW_H
#include "checks/vjp/signature.h"

/* known: system headers that come first declare it, or the judge has it in each type */
typedef struct { char *name; bool known; } Shadow;
typedef struct { Shadow *of; size_t n, room; } Shadows;

Shadows shadowsof(const Source *);             /* every function that the file defines; yours */
bool    shadowed(const Shadows *, const char *name, size_t n); /* known, and the file's own */
char   *renames(const Shadows *);              /* macros that call them something else; yours */
void    freeshadows(Shadows *);

#endif
