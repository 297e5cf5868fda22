/* kernelread.h -- a function of numbers as Wengert lists, and the C statements of them. */
#ifndef KERNELREAD_H
#define KERNELREAD_H
#include "checks/fuzz/kernels.h"

/* two pieces meet at a threshold of one argument, where their values agree */
typedef struct {
	List *list[PIECES];                      /* arguments, parameters, gy -> y, gradients */
	int pieces, nx, nfixed;
	int kink;                                  /* of which argument */
	double at;
	bool absolute, ternary, cosh, strict, flipped;
	long saved;                                /* a row that the forward saves; -1: none */
	double fixed[1];
} Function;

Function *drawfunction(int nx, int nfixed, double lo, double hi, bool isfloat);
void      freefunction(Function *);
/* y and one intermediate value are read where they were saved: NULL, they are not */
typedef struct { Node *x[ARGUMENTS + 2], *g, *y, *saved; } From;
/* output o of the lists goes to `to` by op: SET, ADDTO, or RETURN */
typedef struct { int o; Op op; Node *to; } Goal;
/* letter: of the names for values in between */
Node *statements(Kernel *, const Function *, const From *, int ngoals, const Goal *, char letter);
enum { SAVEDROW = -1 };                    /* as Goal.o */
/* a row worth saving, or -1 */
long  worthsaving(const Function *);

#endif
