/* ball.h -- the derivative of a list of one scalar input, enclosed by Arb; needs no precision to be guessed and is a proof. */
#ifndef BALL_H
#define BALL_H
#include "engines/wengert.h"

#ifdef HAVE_ARB
enum { ARB = 1 };
#else
enum { ARB = 0 };
#endif

/* d rounded to double; false: no Arb, or it cannot tell (a tie, a pole, a primitive it lacks) */
bool balls(const List *, double x, double *d);

#endif
