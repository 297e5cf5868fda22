/* memory -- bytes and seconds of one derivative of x <- tanh(W x + b) against its depth, by forward
 * mode and every plan.
 *
 * bytes: peak over the primal's own, by our allocator: exact.  seconds: of this thread, median.
 * runs: of a layer, forward. Rows whose depth is "fit": exponent p and its standard error in bytes
 * = a + b n^p, and bytes for each doubling of depth with theirs in c + d log2 n, over all depths
 * from FIT on.
 */
#include "bench/bench.h"
#include "checks/measure/depth.h"
#include <math.h>

/* 2^0 to 2^12 layers, to 2^9 with --smallest, fitted from 2^5 on */
enum { WIDTH = 16, DEPTHS = 13, FEWER = 10, FIT = 5, REPEATS = 9 };

static void fitted(FILE *f, Form form, Way w, size_t depths, const double *n, const double *held)
{
	Growth g;

	if (!starts(f, "%s,%s,fit", formname[form], wayname[w])) return;
	g = growth(depths - FIT, n + FIT, held + FIT);
	fprintf(f, ",,,,,%.4f,%.4f,%.1f,%.1f,%.5f\n", g.p, g.error, g.per, g.pererror, g.r2);
}

static void shape(FILE *f, Form form, bool smallest)
{
	double n[DEPTHS], held[WAYS][DEPTHS];
	int depths = smallest ? FEWER : DEPTHS;

	for (int k = 0; k < depths; k++) {
		Deep d;

		n[k] = ldexp(1, k);
		if (f) d = opendeep(deepfn(form, (size_t)1 << k, WIDTH));
		for (Way w = 0; w < WAYS; w++) {
			Spent s;

			if (!starts(f, "%s,%s,%.0f", formname[form], wayname[w], n[k])) continue;
			s = spent(&d, w, smallest ? 1 : REPEATS + (k < 8 ? 100 : 0));
			held[w][k] = (double)s.bytes;
			fprintf(f, ",%zu,%zu,%.4f,%.6g,,,,,\n", s.bytes, s.primal,
				(double)s.runs / (double)s.stages, s.seconds);
		}
		if (f) closedeep(&d);
	}
	for (Way w = TANGENTWISE; w < WAYS; w++) fitted(f, form, w, (size_t)depths, n, held[w]);
}

void memories(const Options *o, FILE *f)
{
	columnnames(f,
		"form,way,depth,bytes,primal,runs,seconds,exponent,error,perdoubling,pererror,"
		"r2\n");
	shape(f, LISTED, o->smallest);
	shape(f, ROLLED, o->smallest);
}
