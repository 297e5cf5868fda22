/* packed.h -- structs that hold numbers of one type and nothing else: vec3, float4. */
#ifndef PACKED_H
#define PACKED_H
#include "checks/vjp/prototypes.h"

/* how many numbers such a struct holds, and one of its fields; 0: it is none */
int packs(const File *, const Param *, const Param **field);
/* parameters of a kernel that are such structs, of which no clause says what their fields hold, are
 * numbers from here on */
void packednumbers(Kernel *, const File *);
/* what the comment says of such an array, "a[N,2]", does not end in what a struct holds; yours */
char *packedwrongly(const Kernel *, const Proto *);
/* the type of a packed parameter as it is written in a cast */
char *packedtype(const Param *);

#endif
