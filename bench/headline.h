/* headline.h -- the headline problems as lists of arrays, for our engines; headline.hpp has them as scalars, for the tools. */
#ifndef HEADLINE_H
#define HEADLINE_H
#include "engines/peers/peers.h"

Problem newproblem(Which, size_t a, size_t b, size_t c);       /* its numbers drawn; yours to free */
void    freeproblem(Problem *);
Fn      headlinefn(const Problem *);                           /* keeps a pointer */

#endif
