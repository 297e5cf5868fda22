/* kernels.h -- random C kernels with a backward pass: one tree, printed as C and interpreted.
 *
 * A kernel is drawn from random Wengert lists, its backward is their pullback.  Both are trees of
 * statements; the same tree is written out as C for `wengert vjp` and run here in binary128, so
 * that a change of the tree is known to be a fault, and how large it is, before anyone judges it.
 */
#ifndef KERNELS_H
#define KERNELS_H
#include "engines/wengert.h"
#include <gsl/gsl_rng.h>

typedef __float128 Quad;

/* ---- trees (kerneltree.c) --------------------------------------------------------------- */

typedef enum { NUMBER, WHOLE, NAME, AT, APPLY, NARROW, LET, SET, ADDTO, FOR, IF, BLOCK, RETURN } Op;

typedef struct {
	const char *name, *before, *between, *after;    /* before a between b after */
	int arity, binds;                               /* 0 loosest, 9 an atom */
	Quad (*f)(const Quad *);
} Apply;

typedef struct Node Node;
struct Node {
	Op op;
	int name;                                  /* NAME, AT, LET, FOR: in Kernel.name */
	double value;                              /* NUMBER, WHOLE; FOR: its step */
	const Apply *f;
	bool whole, changes;                       /* LET: an int; no constant */
	Node *kid[3];                              /* FOR: from or NULL, to, body */
	Node *next;                                /* the statement after */
};

enum { NAMES = 160, PARAMS = 16, PIECES = 2, ARGUMENTS = 3, LISTROWS = 200 };

typedef enum { RESULT, SAVED, INPUT, FIXED, SIZE, COTANGENT, GRADIENT } Role;
typedef struct {
	Role role;
	int name, rank, dim[2];                    /* dim: which size */
	double value;                              /* FIXED */
} Param;

typedef enum { SCALAR, POINTWISE, BLOCKED, ROWS, FORMS } Form;
extern const char *const formtext[FORMS];

typedef struct {
	Form form;
	char title[40];
	bool isfloat, accumulates, bounded;
	double lo, hi;                             /* where arguments are drawn */
	char *name[NAMES];
	int nnames, nargs;
	Param param[PARAMS];
	int nparams;
	Node *forward, *backward;
} Kernel;

const Apply *applied(const char *name);
Node *number(double);
Node *integer(long);
Node *called(int name);
Node *item(int array, Node *index);     /* index NULL: what a pointer points to */
Node *applying(const char *f, Node *a, Node *b, Node *c);
static inline Node *unary(const char *f, Node *a)           { return applying(f, a, NULL, NULL); }
static inline Node *binary(const char *f, Node *a, Node *b) { return applying(f, a, b, NULL); }
Node *statement(Op, Node *target, Node *value);
Node *copied(const Node *);                /* with the statements after it */
Node *then(Node *first, Node *second);     /* one after the other */
bool  isapply(const Node *, const char *f);
bool  decides(const Node *);               /* a comparison, or a maximum */
int   newname(Kernel *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int   namenamed(const Kernel *, const char *);    /* -1: there is none */
Param *param(Kernel *, Role, int name, int rank, int dim0, int dim1);
void  forget(void);                        /* every node of every tree */
void  printkernel(const Kernel *, FILE *);

/* ---- running one (kernelrun.c) ---------------------------------------------------------- */

typedef enum { EXACTLY, INDOUBLE, INFLOAT } Rounding;
typedef struct {
	long size[2];
	Quad *at[NAMES];
	size_t n[NAMES];
} Values;

Values *newvalues(const Kernel *, const long size[2]);
void    freevalues(Values *);
/* forward, then backward; gradients hold what stood there before */
void    runkernel(const Kernel *, Values *, Rounding);
double  fitted(const Kernel *, double);    /* a number of its type */

/* ---- drawing and breaking --------------------------------------------------------------- */

extern gsl_rng *luck;
static inline int below(int n) { return (int)gsl_rng_uniform_int(luck, (unsigned long)n); }
static inline int sign(void) { return below(2) ? 1 : -1; }
static inline double uniform(double lo, double hi)
{ return lo + (hi - lo) * gsl_rng_uniform(luck); }

Kernel *drawkernel(const char *title);
void    freekernel(Kernel *);
Kernel *twinof(const Kernel *, const char *title);

extern const int mistakes;
int     drawmistake(void);
const char *mistakenamed(int kind);
/* NULL: this kernel cannot be broken so */
Kernel *broken(const Kernel *, int kind, const char *title);

/* ---- whether it is one (kerneloracle.c) ------------------------------------------------- */

typedef struct { double largest, share; } Fault;       /* relative; of the elements drawn */
/* false: the two are the same, up to rounding, wherever the tool draws from */
bool   faulty(const Kernel *right, const Kernel *wrong, Fault *);
/* finite, its own derivative by differences, and in the hull at its ties */
bool   sound(Kernel *);

#endif
