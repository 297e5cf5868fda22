/* order -- products of a chain of Jacobians: forward (from the inputs), reverse (from the outputs),
 * and in the best order.
 *
 *	J = C B A,  A: n0 -> n1, ...;   multiplications of a product of i..k with a split at j: n[i]
 * n[j+1] n[k+1]
 *
 * "network" is claim A1's: three dense layers to a scalar.  "cnn" is counted only: dG/dw held
 * forward through 30 layers of 32 x 32 x 3 outputs and 3 x 3 x 3 x 64 weights, of which an article
 * says "almost 1.6G numbers".
 */
#include "bench/bench.h"
#include "bench/workload.h"
#include <math.h>
#include <string.h>

enum { LONGEST = 8 };

static const struct { const char *name; int n; size_t size[LONGEST + 1]; } chains[] = {
	{ "network 256-128-64-1", 3, { 256, 128, 64, 1 } },       /* falls: reverse */
	{ "fan 1-64-128-256", 3, { 1, 64, 128, 256 } },           /* rises: forward */
	{ "hourglass 128-64-4-64-128", 4, { 128, 64, 4, 64, 128 } },   /* through a neck: neither */
	{ "two necks 200-8-200-8-200", 4, { 200, 8, 200, 8, 200 } },
	{ "square 96", 4, { 96, 96, 96, 96, 96 } },               /* all alike */
};
enum { CHAINS = sizeof chains / sizeof *chains };

typedef struct { double cost[LONGEST][LONGEST]; int split[LONGEST][LONGEST]; } Costs;

/* factors i..k; the cheapest split of each stretch from those of shorter ones */
static void best(const size_t *size, int n, Costs *t)
{
	for (int length = 1; length < n; length++)
		for (int i = 0; i + length < n; i++) {
			int k = i + length;

			t->cost[i][k] = INFINITY;
			for (int j = i; j < k; j++) {
				double c = t->cost[i][j] + t->cost[j + 1][k] +
					(double)size[i] * (double)size[j + 1] * (double)size[k + 1];

				if (c < t->cost[i][k]) t->cost[i][k] = c, t->split[i][k] = j;
			}
		}
}

typedef enum { FORWARD, REVERSE, BEST } Order;
static const char *const names[] = { "forward", "reverse", "optimal" };

/* the Jacobian of factors i..k, recorded in that order; counts what it multiplies */
static V product(const V *factor, const size_t *size, int i, int k, Order o, const Costs *t,
	double *multiplications)
{
	int j = o == FORWARD ? k - 1 : o == REVERSE ? i : t->split[i][k];

	if (i == k)
		return factor[i];
	*multiplications += (double)size[i] * (double)size[j + 1] * (double)size[k + 1];
	return Matmul(product(factor, size, j + 1, k, o, t, multiplications),
		product(factor, size, i, j, o, t, multiplications), false, false);
}

typedef struct { List *list; Run *run; } Planned;

static void ran(void *p) { run(((Planned *)p)->run); }

static Planned chain(int c, Order o, double *multiplications)
{
	List *l = newlist();
	const size_t *size = chains[c].size;
	Costs t = { 0 };
	V factor[LONGEST];
	Planned p = { .list = l };

	for (int k = 0; k < chains[c].n; k++)
		factor[k] = Input(l, "J", matrix(size[k + 1], size[k]));
	best(size, chains[c].n, &t);
	Output(product(factor, size, 0, chains[c].n - 1, o, &t, multiplications));
	p.run = newrun(l, &f64);
	for (size_t k = 0; k < l->nin; k++) {
		size_t n = count(shapeat(l, l->in[k]));
		double *x = alloc(n, sizeof *x);

		for (size_t i = 0; i < n; i++) x[i] = fmod(0.618 * (double)i, 1) - 0.3;
		put(p.run, k, x);
		release(x);
	}
	return p;
}

static void freeplanned(Planned *p) { freerun(p->run), freelist(p->list); }

void orders(Bench *b)
{
	for (int c = 0; c < CHAINS; c++)
		for (Order o = FORWARD; o <= BEST; o++) {
			size_t base = bytes().live;
			double multiplications = 0, least = 0, start = cputime();
			Measured m = { 0 };
			Planned p, q;

			if (!begins(b, "%s,%s", chains[c].name, names[o]))
				continue;
			resetpeak();
			p = chain(c, o, &multiplications);
			m.prepare = cputime() - start, m.peak = bytes().peak - base,
			m.live = bytes().live - base;
			q = chain(c, BEST, &least);
			timed(b, &m, ran, &p, o == BEST ? NULL : ran, &q);
			ends(b, &m, "%.0f,%.4g", multiplications, multiplications / least);
			freeplanned(&p), freeplanned(&q);
		}
	if (begins(b, "%s,%s", "cnn 30 layers", "forward"))
		ends(b,
			&(Measured){ .status = "ok",
				.error = NAN,
				.why = "counted: 32*32*3 outputs, 30 layers, 3*3*3*64 weights; "
				       "\"almost 1.6G\" is ten times too many" },
			"%.0f,", 32. * 32 * 3 * 30 * (3 * 3 * 3 * 64));
}
