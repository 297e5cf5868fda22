/* hypotchain -- y = hypot(... hypot(hypot(a, b), a) ..., b), depth deep, elementwise */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V a = Input(l, "a", vector(width)), b = Input(l, "b", vector(width)), y = a;

	for (int k = 0; k < depth; k++)
		y = Hypot(y, k % 2 ? a : b);
	Output(y);
}

const Function hypotchain_function = {
	"hypotchain", "hypot(hypot(hypot(a,b),a),b)..", rows, 4, 3, 0.5, 4, NULL
};
