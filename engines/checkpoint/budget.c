/* budget -- the plan of fewest runs whose bytes stay within a budget. */
#include "engines/checkpoint/chain.h"
#include <math.h>

/* the most snapshots that fit, or 0 */
static size_t mostsnaps(Chain *c, size_t group, size_t budget, size_t *least)
{
	size_t lo = 0, hi = (c->length + group - 1) / group + 1,
	       cost = foreseen(c, (Plan){ group, 1 }).bytes;

	if (cost < *least) *least = cost;
	if (cost > budget)
		return 0;
	for (lo = 1; hi - lo > 1; ) {
		size_t mid = lo + (hi - lo) / 2;

		if (foreseen(c, (Plan){ group, mid }).bytes <= budget) lo = mid;
		else                                                   hi = mid;
	}
	return lo;
}

/* stages up to which every size of a group is tried; beyond, sizes sqrt(2) apart */
enum { ALLTRIED = 512 };

static size_t smaller(size_t group, size_t length)
{
	return length <= ALLTRIED || group < 4 ? group - 1 : (size_t)((double)group / M_SQRT2);
}

bool cheapest(Chain *c, size_t budget, Plan *best, char why[WHY])
{
	size_t L = c->length, least = SIZE_MAX, fewest = SIZE_MAX, snaps;

	for (size_t group = L; group && fewest; group = smaller(group, L)) {
		size_t groups = (L + group - 1) / group, n;

		if (group * (groups - 1) >= fewest ||
			!(snaps = mostsnaps(c, group, budget, &least)))
			/* with a snapshot of each group it would not be cheaper */
			continue;
		n = advances((Plan){ group, snaps }, L);
		if (n < fewest) *best = (Plan){ group, snaps }, fewest = n;
	}
	if (fewest == SIZE_MAX)
		snprintf(why, WHY,
			"no plan stays within %zu bytes; %zu would do, with one snapshot of %zu "
			"stages",
			budget, least, L);
	return fewest < SIZE_MAX;
}
