/* headlines -- problems that everybody times: the gradient or Jacobian by each engine, over the
 * same function in plain scalar C. */
#include "bench/bench.h"
#include "bench/primal.h"

const Headline headlinetable[] = {
	{ &rosenbrock_function,   plain_rosenbrock,   1, 1000000, { 1, 1000 } },
	/* so that the product of so many is a number */
	{ &speelpenning_function, plain_speelpenning, 1, 1000000, { 1, 1000 }, 0.999, 1.001 },
	{ &sinexp_function,       plain_sinexp,       1, 1000000, { 1, 1000 } },
	{ &logsumexp_function,    plain_logsumexp,    1, 100000,  { 1, 1000 } },
	{ &lseplain_function,     plain_lseplain,     1, 100000,  { 1, 1000 } },
	{ &lseshifted_function,   plain_logsumexp,    1, 100000,  { 1, 1000 } },
	{ &leastsquares_function, plain_leastsquares, 300, 300,   { 100, 100 } },
	{ &gmm_function,          plain_gmm,          1000, 25,   { 200, 25 } },
	{ &lstm_function,         plain_lstm,         100, 14,    { 20, 14 } },
	{ &mlp_function,          plain_mlp,          4, 512,     { 4, 64 } },
	/* one observation: the 2 x 14 block */
	{ &bundle_function,       plain_bundle,       1, 1,       { 1, 1 } },
	{ &odechain_function,     plain_odechain,     500, 100,   { 50, 40 } },
	{ &minors_function,       plain_minors,       1, 8,       { 1, 5 } },
	{ &ludet_function,        plain_ludet,        1, 50,      { 1, 16 } },
	{ NULL }
};

void headlines(Bench *b)
{
	for (const Headline *h = headlinetable; h->f; h++) {
		const Function *f = h->f;
		Fn fn = smallest(b) ? fnof(f, 0, 0)
			: quick(b)  ? fnof(f, h->quick[0], h->quick[1])
				    : fnof(f, h->depth, h->width);
		double lo = h->hi > 0 ? h->lo : f->lo, hi = h->hi > 0 ? h->hi : f->hi;

		for (const Engine *const *e = engines; *e; e++) {
			Case c = { .fn = &fn,
				.engine = *e,
				.way = JACOBIAN,
				.lo = lo,
				.hi = hi,
				.primal = h->primal };
			Measured m;

			/* the whole takes n of their passes */
			if (quick(b) && !optionsof(b)->engine && !(*e)->vjp &&
				*e != &forward_engine)
				continue;
			if (!charted(b, *e) ||
				!begins(b, "%s,%d,%d,%s", f->name, fn.depth, fn.width, (*e)->name))
				continue;
			measure(b, &c, &m);
			ends(b, &m, "%zu", passes(&c));
		}
	}
}
