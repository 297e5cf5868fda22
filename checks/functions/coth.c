/* coth -- y = (e^z + e^-z)/(e^z - e^-z),   z = w x + b */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V w = Input(l, "w", scalar()), x = Input(l, "x", scalar()), b = Input(l, "b", scalar());
	V z = Add(Mul(w, x), b), p = Exp(z), q = Exp(Neg(z));

	Output(Div(Add(p, q), Sub(p, q)));
}

const Function coth_function = {
	"coth", "(e^z+e^-z)/(e^z-e^-z), z=wx+b", rows, 1, 1, 0.3, 0.9, NULL
};
