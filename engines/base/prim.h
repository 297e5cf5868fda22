/* prim.h -- a primitive: its shape, its lowering, its rules.  Part of wengert.h, which includes it.
 */
#ifndef PRIM_H
#define PRIM_H

typedef struct { const char *name; int n; bool real; } Field;   /* n words of an attribute */
typedef struct Run Run;
typedef struct Widening Widening;

typedef struct {                           /* one instruction about to be computed */
	const Prim *prim;
	const void *attr;
	size_t nargs, n;                   /* n: elements of the result */
	const Shape *y, *const *x;
	Run *const *body;                  /* its bodies, ready to run */
} Call;

enum { SEVERAL = -1 };                        /* arguments: any number of them but none */

struct Prim {
	const char *name;
	/* of its attributes, ended by no name */
	const Field *fields;
	/* NULL: all alike, elementwise */
	Shape (*shape)(List *, const void *attr, size_t nargs, const Shape *x);
	/* the recorder gives the shape instead; */
	bool given;
	bool (*fits)(const void *attr, const Shape *y, const Shape *x);   /* whether it is one */
	V (*spread)(V x, Shape);           /* elementwise: an argument in another shape */
	/* how many arguments, where it has no bodies */
	int arity;
	/* where storage is shared: y looks at x's, from *start on; y is zeros but for x, which lies
	 * in one piece of it; NULL: never */
	bool (*view)(const void *attr, size_t nargs, const Shape *y, const Shape *x, size_t *start);
	bool  (*placed)(const void *attr, const Shape *y, const Shape *x, size_t *start);
	/* recorded with one more leading axis: prims/widen.h; NULL: cannot */
	V     (*widen)(const Widening *);
	/* what others may know of it: prims/traits.h */
	uint64_t traits;

	/* what it is: computed over any number, or lowered to simpler primitives */
	void  (*eval)(const Num *, const Call *, void *y, const void *const *x);
	V     (*lowering)(V y, const V *x);                   /* y: attributes and shape only */

	/* its derivative, recorded: what argument i adds to dy, what y adds to gx[i]; no list:
	 * nothing */
	V     (*jvp)(int i, V d, V y, const V *x);
	V     (*vjp)(int i, V g, V y, const V *x);
	/* what the vjp adds to the first argument's cotangent, in place, where that is zero but for
	 * few elements; NULL: as any other */
	void  (*addback)(const Num *, const Call *, void *gx, const void *g);

	/* an instruction with bodies: its attribute ends with their number and that many lists; its
	 * value is its results, packed in a vector */
	bool higherorder;
	/* its bodies run: once, one of two, step by step, until a test fails */
	enum { ONCE, BRANCHES, SCANS, UNTIL } flow;
	/* in the reverse sweep, instead of kept: a tape holds it as one instruction */
	bool recomputed;
	/* how many, and their shapes; NULL: only how many */
	size_t (*results)(const void *attr, Shape *);
	/* on an eager list, in the instruction's place; NULL: none */
	V     (*unroll)(List *, const void *attr, size_t nargs, const V *x);
	/* on an abstract one, without bodies; NULL: cannot */
	V     (*writeout)(List *, const void *attr, size_t nargs, const V *x);
	/* for all arguments at once: d[t][k] the t-th tangent of argument k, dy[t][r] that of
	 * result r; no list: zero. returns an instruction that has y's
	 * results too (see replacement), or no
	 * list */
	void  (*push)(V y, const V *x, size_t n, V *const *d, V *const *dy);
	void  (*pull)(V y, const V *x, const V *g, V *gx);   /* g: of each result */

	/* by hand: a faster or stabler eval */
	void  (*f64)(const Call *, double *y, const double *const *x);
	void  (*f32)(const Call *, float *y, const float *const *x);

	/* elementwise primitives: filled from the table */
	/* 1 or 2; place in Num.unary or Num.binary */
	int nargs, slot;
	/* formulas in x and y, or a, b and y */
	const char *loweredas, *d[2];
	/* of prims/ternary.def: its place in Num.ternary, counted from 1 */
	int ternary;
	double lo, hi;                                       /* where arguments are drawn */
};

static inline bool iselementwise(const Prim *p) { return !p->shape && !p->given; }

extern const Prim *const prims[];          /* all of them, ended by NULL */
const Prim *primnamed(const char *name, size_t length);
/* the rules, as every engine calls them */
V tangent(const Prim *, int i, V d, V y, const V *x);
V cotangent(const Prim *, int i, V g, V y, const V *x);
/* breaks one rule, for checks of the checks; NULL */
extern V (*tamper)(const Prim *, int i, V t, V d);

#endif
