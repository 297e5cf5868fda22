/* engines -- random lists with control flow: do forward, eager, static and checkpointed agree with
 * the reference?
 *
 * usage: fuzz-engines N [SEED]
 *
 * Each entry of the gradient by each engine must be within a few ulps of the reference, or within
 * what its roundings explain; the Hessians they make of the gradient must agree. Prints counts;
 * exit 1 if one does not.
 */
#include "checks/fuzz/grown.h"
#include "checks/measure/explain.h"
#include "checks/io/progress.h"
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* of the largest entry: Hessians by two engines; ten times what conditioning has cost so far */
static const double ALIKE = 1e-9;
/* ulps of the largest entry */
enum { NEAR = 64 };

/* ---- judging --------------------------------------------------------------------------- */

typedef struct {
	size_t lists, entries, near, explained, vacuous, unbounded, unknown, wrong, apart,
		higherorder[5];
} Counts;

static const Engine *const who[] = { &forward_engine, &reverse_engine, &static_engine,
	&checkpointed_engine };
enum { WHO = sizeof who / sizeof *who };

static void judge(const Fn *fn, const Facts *f, const Engine *e, Counts *c)
{
	char why[WHY];
	Answer a = answer(e, f, &f64);
	Explain *x = NULL;
	Explained *bound = NULL;

	for (size_t k = 0; k < f->nx * f->ny; k++) {
		c->entries++;
		if (a.status == UNABLE || !known(&f->t[k])) {
			c->unknown++;
			continue;
		}
		if (a.norm[k] <= NEAR) {
			c->near++;
			continue;
		}
		if (!bound && !(bound = explain(&x, &a, f, why))) {
			c->unbounded++;
			continue;
		}
		if (bound[k].verdict <= LOSSY)        c->explained++;
		else if (bound[k].verdict >= VACUOUS) c->vacuous++;
		else {
			c->wrong++;
			printf("# WRONG %s on list %lu: entry %zu is %.17g, %g ulps off %.17g, "
			       "bound %g\n",
				e->name, ((const Grown *)fn->what)->seed, k, ((double *)a.j.J)[k],
				a.norm[k], mpfr_get_d(f->t[k].d, MPFR_RNDN), bound[k].bound);
		}
	}
	release(bound);
	if (x) freeexplain(x);
	freeanswer(&a);
}

static void tally(const Fn *fn, Counts *c)
{
	extern const Prim cond_prim, while_prim, scan_prim, checkpoint_prim, subroutine_prim;
	const Prim *const of[] = { &cond_prim, &while_prim, &scan_prim, &checkpoint_prim,
		&subroutine_prim };
	char why[WHY];
	List *l = trace(fn, NULL, NULL, why);

	for (int k = 0; k < 5; k++) c->higherorder[k] += has(l, of[k]);
	freelist(l);
}

/* the Hessian by four ways of differentiating the gradient, one of them on a tape that knows no
 * loops */
static void second(const Fn *fn, const double *x, Counts *c)
{
	Fn grad = gradientfn(fn);
	Jacobian H[WHO];
	double most = 0, off = 0;

	for (int e = 0; e < WHO; e++) H[e] = jacobian(who[e], &grad, &f64, x);
	for (size_t k = 0; k < H[0].nx * H[0].ny; k++) {
		most = fmax(most, fabs(((double *)H[1].J)[k]));
		for (int e = 0; e < WHO; e++)
			off = fmax(off, fabs(((double *)H[e].J)[k] - ((double *)H[1].J)[k]));
	}
	if (!(off <= ALIKE * (1 + most))) {
		c->apart++;
		printf("# APART list %lu: Hessians differ by %g of %g\n",
			((const Grown *)fn->what)->seed, off, most);
	}
	for (int e = 0; e < WHO; e++) freejacobian(&H[e]);
}

static void draw(gsl_rng *g, Counts *c)
{
	Grown q = { .seed = gsl_rng_get(g) };
	Fn fn = { .name = "random", .record = grown, .what = &q };
	double x[GROWNINPUTS];
	Facts f;

	grownpoint(g, x);
	f = facts(&fn, x, 53);
	tally(&fn, c);
	c->lists++;
	for (int e = 0; e < WHO; e++) judge(&fn, &f, who[e], c);
	second(&fn, x, c);
	freefacts(&f);
}

int main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
	unsigned long seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 42;
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	Counts c = { 0 };

	if (!n || argc > 3) {
		fputs("usage: fuzz-engines N [SEED]\n", stderr);
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	gsl_rng_set(g, seed);
	while (c.lists < n) {
		progress("fuzz-engines", (double)c.lists / (double)n);
		draw(g, &c);
	}
	progressended();
	printf("# command make fuzz-engines N=%zu\n# wengert %s\n# engines forward, reverse, "
	       "static, checkpointed against the reference, binary64\n",
		n, WENGERT_VERSION);
	puts("lists,with cond,with while,with scan,with checkpoint,with subroutine,entries,within "
	     "64 ulps,explained,vacuous,no bound,no reference,wrong,Hessians apart,seed");
	printf("%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%lu\n", c.lists,
		c.higherorder[0], c.higherorder[1], c.higherorder[2], c.higherorder[3],
		c.higherorder[4], c.entries, c.near, c.explained, c.vacuous, c.unbounded, c.unknown,
		c.wrong, c.apart, seed);
	gsl_rng_free(g);
	return c.wrong || c.apart;
}
