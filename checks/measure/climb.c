/* climb.c -- uphill: 1/4, 1/16, ... of each input, up and down, kept where the error grows.
 *
 * A search by coordinates (Nocedal and Wright: Numerical Optimization, section 9.3).  Each step is
 * a quarter of the one before: all that follow together reach a third of it.
 */
#include "checks/measure/climb.h"

double climb(const Hill *h, int steps, size_t n, double *x, double top)
{
	double step = 1;

	for (int s = 0; s < steps; s++) {
		step /= 4;
		for (size_t k = 0; k < 2 * n; k++) {
			double was = x[k / 2], by, u;

			by = (k % 2 ? -step : step) * (was != 0 ? was : 1);
			x[k / 2] = h->round(h->with, was + by);
			u = h->error(h->with, x);
			if (u > top) top = u;
			else         x[k / 2] = was;
		}
	}
	return top;
}
