/* jacobianerrors.h -- how far a matrix of derivatives is off. */
#ifndef JACOBIANERRORS_H
#define JACOBIANERRORS_H
#include "engines/reference/certificate.h"

/* ulps of each entry, and of the largest of its row */
typedef struct { double entry, norm; } Worst;

/* J: ny x nx in binary64, against the proved one; infinite where J is NaN */
Worst worsterrors(const Certificate *, const double *J);

#endif
