/* sense.h -- whether a comment leaves anything to be drawn. */
#ifndef SENSE_H
#define SENSE_H
#include "checks/vjp/kernel.h"

/* a sentence about what no choice of sizes satisfies; NULL: there is nothing */
char *senseless(const Kernel *);
/* the same of whole numbers, once it is known which they are */
char *nowhole(const Kernel *);

#endif
