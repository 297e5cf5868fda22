/* cuts -- where the instructions between two scans are cut into stages: where few values are live
 * that the reverse sweep does not need anyway. */
#include "engines/checkpoint/cuts.h"
#include <math.h>

/* after instruction g of the section: elements live, those the reverse sweep does not need counted
 * twice */
static double *gaps(const Cut *u, const Ids *rows, const Ids *carried)
{
	double *cost = alloc(rows->n + 1, sizeof *cost), live = 0;
	char *gone = alloc(u->l->n, 1);

#define SIZE(i) ((double)count(shapeat(u->l, i)) * (u->needed[i] ? 1 : 2))
	for (size_t k = 0; k < carried->n; k++)
		if (!u->slot[carried->id[k]] && u->last[carried->id[k]])
			live += SIZE(carried->id[k]);
	for (size_t g = 0; g < rows->n; g++) {
		size_t i = rows->id[g];
		const Ins *in = &u->l->ins[i];

		if (!u->slot[i] && u->last[i]) live += SIZE(i);
		for (size_t k = 0; k < in->nargs; k++) {
			size_t a = args(u->l, in)[k];

			if (u->slot[a] || u->last[a] != i || gone[a] || u->role[a] == NULLARY)
				continue;
			live -= SIZE(a);
			gone[a] = 1;
		}
		cost[g] = live;
	}
#undef SIZE
	release(gone);
	return cost;
}

/* after which instructions to cut if no more than most may be live; a stage has as much inside as
 * there is at its end, or more */
static char *cuts(const Cut *u, const Ids *rows, const double *cost, double most)
{
	char *cut = alloc(rows->n + 1, 1);
	double inside = 0;

	for (size_t g = 0; g + 1 < rows->n; g++) {
		if (u->needed[rows->id[g]]) inside += (double)count(shapeat(u->l, rows->id[g]));
		cut[g] = cost[g] <= most && inside >= 2 * cost[g];
		if (cut[g]) inside = 0;
	}
	return cut;
}

/* the memory of a binomial sweep over the section so cut */
static double promised(const Cut *u, const Ids *rows, const double *cost, double most)
{
	double stages = 1, widest = 0, inside = 0, largest = 0;
	char *cut = cuts(u, rows, cost, most);

	for (size_t g = 0; g < rows->n; g++) {
		if (u->needed[rows->id[g]]) inside += (double)count(shapeat(u->l, rows->id[g]));
		if (inside > largest) largest = inside;
		if (!cut[g])
			continue;
		stages++;
		inside = 0;
		if (cost[g] > widest) widest = cost[g];
	}
	release(cut);
	return (log2(stages) + 1) * widest + largest;
}

enum { SHORT = 4 };                        /* instructions not worth a cut */

static double threshold(const Cut *u, const Ids *rows, const double *cost)
{
	double least = INFINITY, most = 0, best = -1, storage = promised(u, rows, cost, -1);

	for (size_t g = 0; g + 1 < rows->n; g++) {
		if (cost[g] < least) least = cost[g];
		if (cost[g] > most) most = cost[g];
	}
	for (double t = least; rows->n > SHORT && t <= most; t = t > 0 ? 1.25 * t : 1) {
		double b = promised(u, rows, cost, t);

		if (b < storage) best = t, storage = b;
	}
	return best;
}

char *wheretocut(const Cut *u, const Ids *rows, const Ids *carried)
{
	double *cost = gaps(u, rows, carried);
	char *cut = cuts(u, rows, cost, threshold(u, rows, cost));

	release(cost);
	return cut;
}
