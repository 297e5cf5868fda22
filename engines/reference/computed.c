/* computed.c -- values in MPFR, where it has them: no proof. */
#include "engines/reference/truth.h"

bool computedvalues(const Fn *f, size_t nx, const double *x, mpfr_t *y)
{
	long was = mpfr_get_default_prec();
	char why[WHY];
	List *l = trace(f, NULL, NULL, why), *said;
	mpfr_t *at;
	const void *from;
	void *to = y;
	Run *runner;

	if (!l)
		return false;
	precision(COMPUTED);
	said = expand(l, runs, &mpfr);
	runner = newrun(said, &mpfr);
	at = array(&mpfr, nx);
	mpfr.set(nx, at, x);
	from = at;
	for (size_t k = 0; k < said->nin; k++) from = put(runner, k, from);
	run(runner);
	for (size_t k = 0; k < said->nout; k++) to = get(runner, k, to);
	freearray(&mpfr, nx, at);
	freerun(runner);
	freelist(said);
	freelist(l);
	precision(was);
	return true;
}
