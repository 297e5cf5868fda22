/* judge.h -- derivatives by our symbolic engine, evaluated at 400 and at 600 digits and beside the
 * point: the second judge of the reference. */
#ifndef JUDGE_H
#define JUDGE_H
#include "engines/wengert.h"
#include <mpfr.h>

/* Outputs `first` and later of a scalar list at x, in a process of its own, for MPFR's functions
 * may abort or take long. y: the last output; spread: how far its values lie apart at two
 * precisions and beside x. false: cannot tell: one of the outputs is no number, or jumps there */
bool settled(const List *, size_t first, const double *x, mpfr_t y, mpfr_t spread);

/* a proved number d within radius is the judge's, as far as either tells; below 2^-1140 all is zero
 */
bool agreed(const mpfr_t d, const mpfr_t radius, const mpfr_t y, const mpfr_t spread);

#endif
