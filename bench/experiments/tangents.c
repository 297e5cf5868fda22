/* tangents -- cos at x = 2 and what three differences with h = 1/2 take for its tangent, in
 * binary32. */
#include "bench/bench.h"
#include "checks/measure/split.h"

void tangentlines(const Options *o, FILE *f)
{
	static const char *const names[] = { "forward", "backward", "central" };
	List *l = formula("cos(x)", "tangents", "x");
	Fn fn = listfn("cos", l);
	char why[WHY];
	Split *s = newsplit(&fn, &f32, 2, why);
	double d;

	if (!s)
		die("%s", why);
	d = mpfr_get_d(slope(s), MPFR_RNDN);
	columnnames(f, "formula,x,h,slope,error\n");
	if (starts(f, "true,2,0")) fprintf(f, ",%.9g,0\n", d);
	for (int k = 0; k < 3; k++) {
		double got = computed(s, linearnamed(names[k]), .5);

		if (starts(f, "%s,2,0.5", names[k])) fprintf(f, ",%.9g,%.6g\n", got, got - d);
	}
	freesplit(s);
	freelist(l);
}
