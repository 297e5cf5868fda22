/* headline.h -- the headline problems as lists of arrays, for our engines; headline.hpp has them as
 * scalars, for the tools. */
#ifndef HEADLINE_H
#define HEADLINE_H
#include "engines/peers/peers.h"

/* its numbers drawn; yours to free */
Problem newproblem(Which, size_t a, size_t b, size_t c);
void    freeproblem(Problem *);
Fn      headlinefn(const Problem *);                           /* keeps a pointer */

#endif
