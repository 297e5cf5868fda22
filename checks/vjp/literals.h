/* literals.h -- the numbers that stand in a source: blocks, tiles, thresholds. */
#ifndef LITERALS_H
#define LITERALS_H
#include "checks/vjp/kernel.h"

/* each once, as it stands and without a sign; yours.  NULL: the file cannot be read */
double *literals(const char *file, size_t *n);
/* the same as decimals, to the digits of binary128 */
Quad   *decimals(const char *file, size_t *n);
char   *sourceof(const char *file);            /* its text; yours, or NULL */

#endif
