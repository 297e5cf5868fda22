/* kernel.h -- a primitive with its hand-written VJP, whoever computes it.
 *
 * A Kernel is what the comment line and the prototypes say.  A Subject computes it: C source built
 * in several precisions, a library, dumped numbers.  The verdict knows only Subjects.
 */
#ifndef KERNEL_H
#define KERNEL_H
#include "checks/vjp/hooks.h"
#include "engines/wengert.h"

__extension__ typedef __float128 Quad;

enum { MOST = 24, SIZES = 12 };            /* arrays of a kind, sizes */
/* its own type, binary64, binary128: of binary16 and bfloat16 the step to binary32 is left out */
typedef enum { BF16, F16, F32, F64, F128, PRECISIONS } Precision;
typedef enum { REAL32, REAL64, WHOLE, REAL16, BREAL16 } Base;
typedef enum { EITHER, ACCUMULATES, OVERWRITES } Mode;

typedef struct {                           /* an argument or a result */
	char *name;
	int rank;
	char *dim[RANK];                   /* in the sizes: B, 3*C */
	char *lo, *hi;                     /* drawn from; NULL: all reals */
	bool openlo, openhi;
	Base base;
	int beside; /* 1 + the base of its gradient or cotangent; 0: its own */
	int bytes;                         /* of a whole number */
	bool wanted;                       /* argument: has a gradient; result: has a cotangent */
	bool rows;                         /* the elements of each row sum to 1 */
	bool sorted, strictly;             /* ascending; no two alike */
	char *from, *to;                   /* sorted: its first and its last element; NULL: any */
	bool zeroed;                       /* scratch: holds 0 before a call */
} Array;

typedef enum {
	ARGUMENT, RESULT, COTANGENT, GRADIENT, SIZE, FIXED, SCRATCH, COMPOUND, WRITTEN, NOTHING
} Role;
typedef struct {
	char *name, *type;                 /* type NULL: not one that is known, called other */
	char *other;
	char *written;                     /* of call: what is passed, as it stands there */
	Role role;
	int which;
	/* tagged: struct Params, not Params; handle: a pointer behind a name; apart: to pointers */
	bool pointer, constant, tagged, handle, apart;
	Base base;
	int bytes;
	int packed; /* numbers that each of its structs holds, or 0 */
	int many;   /* of a field: elements of float m[4][4], or 0 */
} Param;
/* back: what it returns */
typedef struct {
	char *name;
	int line;
	Param back, *param;
	int n;
	bool body;
	bool pattern;                      /* a template */
	bool global; /* of CUDA: it is launched, and not called */
	char *text;                        /* of its body, or "" */
	char *scope;                       /* of C++: "nn::", or "" */
} Proto;

typedef struct { char *name, *value; } Given;   /* with eps = 1e-5 */

/* p as Params { N = N, eps = 1e-5, data = x }: each field holds a number or an array */
/* whole: an integer, an enumeration, a bool */
typedef struct {
	char *name;
	Role role;
	int which;
	char *value;
	bool pointer, whole;
} Member;
typedef struct { char *type, *name; Member *field; size_t n, room; } Filled;

enum { LISTED = 8 };
/* of a size: one of a list, or from least to most, a multiple of step */
typedef struct { char *size; long list[LISTED], least, most, step; int n; } Limit;

/* a type of the source that holds the bits of a number */
typedef struct { char *type; Base base; } Held;

typedef struct Kernel {
	char *name, *file;
	Array arg[MOST], res[MOST];
	char *size[SIZES];
	Limit limit[SIZES];
	Given given[MOST];
	Array scratch[MOST];
	Filled filled[MOST];
	int nargs, nres, nsizes, ngiven, nscratch, nfilled,
		nlimits;
	/* in place: the gradient begins as the cotangent of result over[arg] - 1, the result as
	 * argument from[res] - 1; 0: it does not */
	int over[MOST], from[MOST];
	/* derivative: the backward takes no cotangent; consumes: it may change its cotangents */
	bool inplace, derivative, consumes;
	Base base;                         /* of its arithmetic: the narrowest of its numbers */
	const char *half;                  /* the type of 16 bits as the source names it, or NULL */
	Held held[MOST];
	int nheld;
	Mode mode;
	Proto forward, backward;
	bool plain;                        /* a scalar kernel */
	/* the backward is a JVP: GRADIENT is the role of a tangent, COTANGENT of what comes out */
	bool tangents;
	/* --twice, without a second backward: its Hessian is looked at, because of this */
	bool symmetry;
	const char *only;
	const struct Kernel *partner;      /* of a JVP: the VJP of the same forward, or NULL */
} Kernel;

static inline Precision native(const Kernel *k)
{
	static const Precision of[] = { F32, F64, F64, F16, BF16 };

	return of[k->base];
}
static inline int after(int p) { return p < F32 ? F64 : p + 1; }

/* NaN: not an expression in the sizes */
double sized(const char *expression, const Kernel *, const long *size);

/* ---- one set of sizes ------------------------------------------------------ */

typedef struct {
	const Kernel *kernel;
	long size[SIZES];
	Shape xs[MOST], ys[MOST];
	size_t nx[MOST], ny[MOST];         /* elements */
	Quad *x[MOST];                     /* arguments, exact in the native type */
	Quad given[MOST];
	/* a hard point: ordinary cotangents; too many elements for a difference in each */
	bool hard, large;
	bool huge;                         /* large, and no search for the element */
	bool edge;                         /* where a comparison turns over */
	/* what the rule is at this very number is asked, not beside it */
	bool exact;
	/* in a type of 16 bits the rule is off here, and not at the numbers beside */
	bool lone;
} Case;

/* ---- who computes ------------------------------------------------------------ */

typedef struct Subject Subject;
struct Subject {
	const Kernel *kernel;
	bool has[PRECISIONS];
	const char *why;                   /* a precision is missing */
	void (*forward)(Subject *, Precision, const Case *, Quad *const *x, Quad **y);
	/* y: the saved results; gx in and out */
	void (*backward)(Subject *, Precision, const Case *, Quad *const *x, Quad *const *y,
		Quad *const *g, Quad **gx);
	/* of a JVP: the point; what comes of a tangent there; whether its inputs were left alone */
	void (*point)(Subject *, Precision, const Case *, Quad *const *x, Quad *const *y);
	void (*tangent)(Subject *, Precision, const Case *, Quad *const *v, Quad **dy);
	void (*settle)(Subject *, const Case *);
	bool nonlinear;                    /* of a JVP: in its tangents */
	Subject *partner;                  /* of a JVP: the VJP beside it */
	/* of the next calls: FE_TONEAREST, or FE_UPWARD, FE_DOWNWARD to see how rounding moves them
	 */
	int rounding;
	/* a call in another rounding did not return: they are not asked for any more */
	bool stuck;
	bool front;                        /* arrays begin at their fence, not end there */
	const char *changed;               /* an input that the last call changed, or NULL */
	/* an array written before its beginning or after its end */
	const char *outside;
	bool range;                        /* the last call over- or underflowed */
	/* calls of its own type are of the build that reports its comparisons; NULL: there is none
	 */
	bool covering;
	/* it launches threads in its own type; of the next calls: each of them sees nothing of the
	 * others, or the last comes first */
	bool launches, apart, backwards;
	const Hooks *hooks;
	struct Tracer *tracer;             /* NULL: it is not traced */
	void *own;
};

double toreal(Quad);
Quad   rounded(Quad, Precision);           /* to the number type of that precision */
Quad   quadof(const char *);
char  *quadtext(Quad, int digits);
Quad   unitof(Precision);                  /* half the distance from 1 to the next number */
bool   finiteq(Quad);
Quad   absq(Quad);

#endif
