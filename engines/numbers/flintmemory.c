/* flintmemory.c -- FLINT, and Arb in it, say in our sentence that there is no memory.
 *
 * By itself FLINT prints on standard output, amid the answer, and aborts.
 */
#include "engines/numbers/balls.h"
#include "engines/wengert.h"
#include <flint/flint.h>
#include <stdlib.h>

static void *had(void *p, size_t bytes)
{
	if (!p && bytes) bad("out of memory: %zu bytes asked for by FLINT", bytes);
	return p;
}

static void *new(size_t n)                { return had(malloc(n), n); }
static void *cleared(size_t n, size_t m)  { return had(calloc(n, m), n * m); }
static void *resized(void *p, size_t n)   { return had(realloc(p, n), n); }

void sayflint(void) { __flint_set_memory_functions(new, cleared, resized, free); }
