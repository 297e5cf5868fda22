/* symbolic.h -- derivatives as expressions, and how large they would be. */
#ifndef SYMBOLIC_H
#define SYMBOLIC_H
#include "engines/wengert.h"

double treenodes(const List *);            /* rows of all outputs, were nothing shared */

/* f's values, then their derivatives by element i of its inputs; as algebra has it */
List  *derivative(const List *f, size_t i, const Num *);

#endif
