/* code.h -- a scalar list as the prover reads it: equal instructions merged, a few primitives
 * lowered. */
#ifndef CODE_H
#define CODE_H
#include "engines/wengert.h"

enum Op {
	O_input, O_const, O_pi, O_where, O_trunc,
#define U(name, ...) O_##name,
#define B(name, ...) O_##name,
#include "engines/prims/scalar.def"
#define TERNARY(name, Name, takes) O_##name,
#include "engines/prims/ternary.def"
	OPS
};

typedef struct {
	int op;
	unsigned nargs;
	Id x[3];
	double c;                          /* of a constant; of an input: which */
} Step;

typedef struct {
	Step *s;    size_t n, room;
	Id *in;     size_t nin;
	Id *out;    size_t nout;
	bool smoother;                     /* borders that only stood against overflow are gone */
} Code;

/* ends: asin, acos and acosh as square roots, which have germs at the ends of their domains; sums
 * of exponentials without the shift by the largest, which is a border where two are equal */
Code *newcode(const List *scalars, bool ends);
Code *cone(const Code *, size_t o);        /* what output o needs, and only the inputs among it */
void  freecode(Code *);
const char *opname(int op);
bool  direct(const Prim *, const Num *);   /* a Keep: the prover takes it as it is */

#endif
