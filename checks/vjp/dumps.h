/* dumps.h -- gradients that some other program wrote as .npy, held against a formula.
 *
 * In the folder: NAME.npy for each input of the formula; cotangent.npy, of the shape of its value,
 * which a formula with one number for its value may leave out; grad_NAME.npy for each gradient to
 * be judged.
 */
#ifndef DUMPS_H
#define DUMPS_H
#include "checks/commands/options.h"

/* prints the verdict, as text or JSON; returns the exit status: 0 OK or LOSSY, 1 WRONG or
 * INCONCLUSIVE */
int vjpdumps(const char *dir, const char *formula, bool strict, const Options *);

#endif
