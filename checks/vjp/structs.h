/* structs.h -- a struct as a parameter: what its fields hold. */
#ifndef STRUCTS_H
#define STRUCTS_H
#include "checks/vjp/prototypes.h"

/* the clause `as` that is about the parameter; -1: none */
int   structof(const Kernel *, const Param *);
bool  fieldholds(const Filled *, Role, int which);
void  fillfields(Kernel *);                /* what each value is */
/* types of arrays that only a field of a parameter of f holds */
void  learnfields(Kernel *, const File *, const Proto *f);
/* as Params { N = N, eps = 1 }: a clause that may do; NULL: its fields are not known */
char *structclause(const Kernel *, const File *, const Param *);

#endif
