/* det -- y = det A by expansion along the first row of each minor
 *
 * The minors of the last m rows are one array, an element for each set of m columns: each is a sum
 * over the columns of its set of element times minor, with signs in turn.
 */
#include "checks/gradbench/gradbench.h"
#include "engines/prims/recorders.h"
#include <string.h>

enum { MOST = 16 }; /* 2^16 sets of columns */

static size_t members(unsigned set)
{
	size_t n = 0;

	for (; set; set &= set - 1) n++;
	return n;
}

/* the sets of m of n columns, in order; place: where each stands among those of its size */
static size_t setsof(size_t n, size_t m, unsigned *set, size_t *place)
{
	size_t k = 0;

	for (unsigned s = 0; s < 1u << n; s++)
		if (members(s) == m) {
			place[s] = k;
			set[k++] = s;
		}
	return k;
}

/* sums of m terms each: which element of the row, which minor, which sign */
typedef struct {
	double *of, *minor, *sign;
	size_t n;
} Terms;

static Terms terms(size_t n, size_t m, size_t nsets, const unsigned *set, const size_t *smaller)
{
	Terms t = { alloc(nsets * m, sizeof(double)), alloc(nsets * m, sizeof(double)),
		alloc(nsets * m, sizeof(double)), 0 };

	for (size_t k = 0; k < nsets; k++) {
		double sign = 1;

		for (size_t j = 0; j < n; j++) {
			if (!(set[k] >> j & 1)) continue;
			t.of[t.n] = (double)j;
			t.minor[t.n] = (double)smaller[set[k] & ~(1u << j)];
			t.sign[t.n++] = sign;
			sign = -sign;
		}
	}
	return t;
}

static void rows(List *l, const Fn *f)
{
	size_t n = *(const size_t *)f->what, sets = (size_t)1 << n;
	size_t *smaller = alloc(sets, sizeof *smaller), *place = alloc(sets, sizeof *place);
	unsigned *set = alloc(sets, sizeof *set);
	V A = Input(l, "A", matrix(n, n)), y = Reshape(piece(A, n - 1, 1), vector(n));

	setsof(n, 1, set, smaller);
	for (size_t m = 2; m <= n; m++) {
		size_t nsets = setsof(n, m, set, place);
		Terms t = terms(n, m, nsets, set, smaller);
		V row = Reshape(piece(A, n - m, 1), vector(n));
		V each = Mul(Mul(Indices(row, t.n, t.sign), Gather(row, Indices(row, t.n, t.of))),
			Gather(y, Indices(row, t.n, t.minor)));

		y = Sum(Reshape(each, matrix(nsets, m)), 1);
		release(t.of), release(t.minor), release(t.sign);
		memcpy(smaller, place, sets * sizeof *smaller);
	}
	release(set), release(smaller), release(place);
	Output(Reshape(y, scalar()));
}

static void read(Problem *p)
{
	size_t *n = heldby(&p->in, 1, sizeof *n);

	*n = wholein(&p->in, "ell", 1, MOST);
	p->nx = *n * *n;
	p->x = numbersin(&p->in, "A", &p->nx);
	p->what = n;
	p->fn.record = rows;
}

const Module det_module = { "det", read, NULL, NULL, NULL,
	{ { "primal", VALUES, &byvalue, onenumber, 0 },
		{ "gradient", DERIVATIVES, &bygradient, allinputs, 0 } } };
