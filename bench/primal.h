/* primal.h -- headline problems in plain scalar C, as one would write them who wants no derivative.
 */
#ifndef PRIMAL_H
#define PRIMAL_H
#include "bench/workload.h"

Primal plain_rosenbrock, plain_speelpenning, plain_sinexp, plain_logsumexp, plain_lseplain,
	plain_leastsquares, plain_gmm, plain_lstm, plain_bundle, plain_odechain, plain_minors,
	plain_ludet, plain_mlp;

/* a function under test and the same in plain C; sizes of a whole run and of a quick one; drawn
 * from [lo, hi], or where the function says */
typedef struct {
	const Function *f;
	Primal *primal;
	int depth, width, quick[2];
	double lo, hi;
} Headline;
extern const Headline headlinetable[];     /* ended by no function */

#endif
