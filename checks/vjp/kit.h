/* kit.h -- primitives out of a library made with wengert_kit.h. */
#ifndef KIT_H
#define KIT_H
#include "checks/vjp/signature.h"

bool   iskit(const char *file);            /* a shared library, not C source */
/* all, or those named; a mistake exits 2 */
Source readkit(const char *file, size_t n, const char *const *name);

#endif
