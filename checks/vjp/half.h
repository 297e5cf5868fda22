/* half.h -- whole numbers that hold the bits of a number of 16, and what turns one into the other.
 */
#ifndef HALF_H
#define HALF_H
#include "checks/vjp/prototypes.h"
#include "checks/vjp/signature.h"

/* parameters of a type that the comment says holds numbers are numbers */
void  heldtypes(Kernel *);
void  heldeverywhere(File *, const Held *, int n);
/* the text with that type as wengert_half and conversions as the identity, for retype.c; takes it
 */
char *converted(const Source *, const bool *in, char *own);
/* const char *wengert_conversions(void): NULL, or which conversion is none, tried on all bits; "":
 * there is no conversion.  used: whether a function is reached */
char *conversionscheck(const Source *, const bool *in, bool (*used)(void *, const char *), void *);

#endif
