/* wengert.h -- the list, and everything that reads or writes one.
 *
 * A function is recorded once as a Wengert list: rows v0, v1, ... in the order
 * they run, each applying one primitive to earlier values.  Numbers (binary32,
 * binary64, complex, MPFR), primitives (sin, matmul, ...) and engines (forward,
 * reverse, ...) are three tables; a new entry in one needs no change in the
 * other two.  Everything else turns a list into a list, or runs one.
 *
 * Names: a Capital records onto a list (Sin), lower case computes (sin).
 */
#ifndef WENGERT_H
#define WENGERT_H

#include <stdbool.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define WENGERT_VERSION "0.1.0"

typedef struct Num    Num;
typedef struct Prim   Prim;
typedef struct List   List;
typedef struct Engine Engine;
typedef struct Fn     Fn;

/* ---- shapes: row major, rank 0 is a scalar ------------------------------ */

enum { RANK = 8, ALL = -1 };               /* ALL axes of a reduction */
enum { ARRAYMOST = 1 << 29 };              /* of an array: 4 GiB of binary64 */

typedef struct { int rank; size_t dim[RANK]; } Shape;

Shape  scalar(void);
Shape  vector(size_t n);
Shape  matrix(size_t m, size_t n);
Shape  without(Shape, int axis);           /* axis dropped; ALL: a scalar */
size_t count(const Shape *);               /* number of elements */
bool   same(const Shape *, const Shape *);
/* NumPy's broadcasting; false: they do not fit */
bool   meet(const Shape *, const Shape *, Shape *);
/* "[2,3]", "" for a scalar; good until the eighth call after */
const char *shapetext(const Shape *);

/* ---- the list ----------------------------------------------------------- */

typedef uint32_t Id;
typedef union { double d; int64_t i; struct List *body; } Word;

typedef struct {                           /* v7 = matmul v3 v5, 32 bytes */
	const Prim *prim;
	uint32_t shape;                    /* in list->shapes */
	/* first word in list->words, if the primitive has attributes */
	uint32_t attr;
	uint32_t nargs;
	Id arg[3];                         /* more than three: arg[0] is the first in list->more */
} Ins;

typedef void Fail(void *, const char *sentence);   /* does not return */
typedef struct Tape Tape;                  /* the values of an eager list */
/* a row that gives what an earlier one gives, and more */
typedef struct Replacement Replacement;
typedef struct Sayings Sayings;            /* instructions by what they say, list/sayings.h */

struct List {
	Ins *ins;       size_t n, room;
	Id *in;         size_t nin, inroom;
	Id *out;        size_t nout, outroom;
	char **name;                       /* of each input, or NULL */
	Id *more;       size_t nmore, moreroom;
	Word *words;    size_t nwords, wordroom;
	Shape *shapes;  size_t nshapes, shaperoom;
	Tape *tape;                        /* NULL: abstract, only shapes are known */
	Sayings *known;                    /* NULL: each instruction is recorded as it comes */
	Fail *fail; void *failed;          /* what a shape that does not fit calls; NULL: exit 2 */
	Replacement *replacement;     size_t nreplacements, replacementroom;    /* until replaced */
	List *inner;                       /* a body that is being recorded */
	/* rows of other lists whose body this is; bodies around it while it is recorded */
	size_t users, depth;
	bool simple;                       /* simplified */
};

typedef struct { List *list; Id id; } V;   /* a value: one row of one list; no list: none */

List *newlist(void);
List *neweager(const Num *, const void *x);        /* inputs take their numbers from x, in order */
void  freelist(List *);
/* an eager list has the rows of a checkpoint's body, not the checkpoint */
extern _Thread_local bool inlinecheckpoints;
V     record(List *, const Prim *, size_t nargs, const V *x, const void *attr, const Shape *);
void  unrecord(List *);                      /* the last row, which nothing uses */
void  refuse(List *, const char *fmt, ...) __attribute__((noreturn, format(printf, 2, 3)));

static inline Ins *at(V v) { return &v.list->ins[v.id]; }
static inline V    instruction(List *l, size_t i) { return (V){ l, (Id)i }; }
static inline const Shape *shapeat(const List *l, size_t i) { return &l->shapes[l->ins[i].shape]; }
static inline Shape shapeof(V v) { return *shapeat(v.list, v.id); }
static inline const Id *args(const List *l, const Ins *in)
{ return in->nargs > 3 ? l->more + in->arg[0] : in->arg; }
static inline const void *attr(const List *l, const Ins *in) { return l->words + in->attr; }

typedef struct { size_t n; List *const *list; } Bodies;
Bodies bodies(const Prim *, const void *attr);     /* of a row: they belong to it */
size_t attrwords(const Prim *, const void *attr, const Shape *y);
bool   has(const List *, const Prim *);            /* a row of it, in the list or in a body */
size_t allrows(const List *);                      /* of the list and of its bodies */

bool   isinput(const Ins *);
bool   isconst(const List *, size_t i, double *c);   /* a constant, all elements alike */
size_t nx(const List *), ny(const List *);           /* elements of all inputs, of all outputs */
void  *value(V);                           /* of an eager row, in its number type */
/* g, one cotangent for each y in turn, swept to the inputs: */
void   backward(size_t n, const V *y, const void *g);
void  *gradient(V x);                      /* of an input; adds up over backward calls until */
void   zerogradients(List *);
/* of a comparison, for C's own if: only an eager list knows */
bool   truth(V c);
size_t guards(const List *, const Id **row);    /* the rows whose truth C asked for, in turn */

void  verify(const List *);                /* order, shapes, single definition; dies */
void  print(const List *, FILE *);         /* one row a line; parse reads it back, bit for bit */
List *parse(const char *text, Fail *, void *);
void  dot(const List *, FILE *);           /* for Graphviz */

/* ---- control flow: rows with bodies --------------------------------------- */

/* records y from x; on an eager list these are called as often as the loop runs, else once */
typedef void Body(const V *x, V *y, const void *what);

/* ny results each; x: the arguments of the body, of the list l */
void Cond(V c, size_t nx, const V *x, size_t ny, Body *then, Body *otherwise, const void *what,
	V *y);
/* x: carries, then constants; test gives a scalar: 0 ends it; y: the carries at the end */
void While(size_t carries, size_t nx, const V *x, Body *test, Body *body, const void *what, V *y);
/* n steps; x: carries, arrays of n items along axis 0 that are handed out one by one, constants;
 * the body gives the next carries, then what is stacked along a new axis 0; back: from the last
 * item to the first */
void Scan(size_t n, bool back, size_t carries, size_t items, size_t nx, const V *x, size_t ny,
	Body *, const void *what, V *y);
/* rebuilt in the reverse sweep */
void Checkpoint(size_t nx, const V *x, size_t ny, Body *, const void *what, V *y);
/* one body, called from many rows */
void Subroutine(size_t nx, const V *x, size_t ny, Body *, const void *what, V *y);
/* of a while, or of scans one in another: beyond, they are taken to run for ever */
extern long moststeps;
/* loops of known length and calls written out, cond as where; while stays */
List *unroll(const List *);

/* ---- recording beside the tables ---------------------------------------- */

V Input(List *, const char *name, Shape);
void Output(V);
V Const(V like, double);                   /* in every element of like's shape */
V Number(List *, double);                  /* a scalar constant */
V Zeros(List *, Shape);
V Data(List *, Shape, const double *);
V Pi(List *);                              /* pi itself, rounded by whoever runs the list */
V Where(V c, V a, V b);                    /* a where c is not 0, else b */
V Along(V g, int axis, V like);            /* a reduced value spread again over like's shape */
V Unbroadcast(V g, Shape);                 /* sum over what broadcasting to g's shape repeated */

/* those of scalar.def, Sin(x), Mul(a, b) ...: prims/recorders.h */
#define P(name, Name, arguments, ...)    V Name arguments;
#include "engines/prims/definitions.def"

/* ---- primitives --------------------------------------------------------- */

#include "engines/base/prim.h"            /* struct Prim, its fields, how rows are computed */

/* ---- numbers ------------------------------------------------------------ */

/* a sum's, whatever the machine: its rounding is the same everywhere */
enum { LANES = 16 };

typedef void Unary(size_t n, void *y, const void *x);
typedef void Binary(size_t n, void *y, const void *a, const void *b);
typedef void Ternary(size_t n, void *y, const void *a, const void *b, const void *c);

struct Num {
	/* what: as a standard calls it */
	const char *name, *what;
	size_t size;
	/* bits of the significand; 0: as precision() sets them */
	int digits;
	/* 2^emin is its least number above 0, from 2^emax on all is infinity */
	long emin, emax;
	/* the nearest number of the type; ties to even */
	double (*round)(double);
	/* an array of them is an array of C's doubles */
	bool cdouble;
	/* each operation is computed in that type and rounded once; NULL: in its own */
	const Num *wider;
	/* with an imaginary part, of which 2^tiny is no more than a trace; NULL: there is none */
	const Num *complexes; long tiny;
	void (*init)(size_t n, void *);
	void (*clear)(size_t n, void *);
	void (*set)(size_t n, void *, const double *);
	void (*get)(size_t n, double *, const void *);
	void (*fill)(size_t n, void *, double);
	void (*pi)(void *);
	void (*copy)(size_t n, void *y, size_t incy, const void *x, size_t incx);
	/* x itself, whatever its precision */
	void (*take)(size_t n, void *y, const void *x);
	void (*sum)(size_t n, void *y, const void *x, size_t incx);     /* y = x1 + ... + xn */
	void (*axpy)(size_t n, void *y, const void *a, const void *x);  /* y += a x */
	void (*scale)(size_t n, void *y, const void *x, long e);        /* y = x 2^e */
	void (*where)(size_t n, void *y, const void *c, const void *a, const void *b);
	/* by U_name of numbers/slots.h; NULL: not in this number type */
	Unary *const *unary;
	Binary *const *binary;                                          /* by B_name */
	Ternary *const *ternary;                                        /* by T_name; NULL: none */
	/* sum, block by block: lane[j] takes x[i] of all i = j modulo LANES, from: how many went
	 * before; NULL: sum adds one by one */
	void (*gather)(size_t n, void *lane, size_t from, const void *x);
	void (*total)(size_t n, void *y, const void *lane);
	/* y[j] = a x[j]; NULL: one by one */
	void (*rows)(size_t m, size_t p, size_t n, void *const *y, const void *a,
		const void *const *x);
	/* kernels by hand, Prim.f64 and f32: whether p has one of this type, and its call; NULL:
	 * none has */
	bool (*byhand)(const Prim *p);
	void (*call)(const Call *, void *y, const void *const *x);
	/* C computes in it, as our kernels do: its name there; NULL: it does not */
	const char *ctype;
};

/* of MPFR, both ways; at its widest it asked GMP for 132 GB */
enum { EXPONENTS = 1 << 20 };

#define T(name) extern const Num name;
#include "engines/numbers/numbers.def"
/* mpfr: at precision() bits */
extern const Num c32, c64, mpfr;
extern const Num *const numbertypes[];         /* the real ones of a fixed size, ended by NULL */
const Num *numbernamed(const char *);
void precision(long bits);
/* exp, log, sin ... by the C library, one by one: WENGERT_LIBM=scalar */
extern bool scalarlibm;
int  digits(const Num *);
/* precision() counts; its numbers own memory */
static inline bool adjustable(const Num *T) { return !T->digits; }
/* its numbers have values; others are rows of a list, or sets of inputs */
static inline bool hasvalues(const Num *T) { return T->digits || T->init; }
double unitroundoff(const Num *);          /* 2^-digits */
bool   fitsin(const Num *, double x);       /* x is a number of the type */
/* 2^this is an ulp of m 2^e, 1/2 <= m < 1; e LONG_MIN: of 0 */
long   lastplace(const Num *, long e);
#define elem(T, p, i) ((void *)((char *)(p) + (T)->size * (i)))
void *array(const Num *, size_t n);        /* n numbers, zero */
void  freearray(const Num *, size_t n, void *);

/* ---- transformations ---------------------------------------------------- */

typedef bool Keep(const Prim *, const Num *);   /* what expand leaves alone */
Keep  nothing, runs;
/* row i of f recorded on to, its arguments by the map from f's rows */
V     rerecord(List *to, const List *f, size_t i, const V *map);
/* f recorded again on other arguments, with its outputs */
void  splice(List *to, const List *f, const V *x);
List *copylist(const List *);
List *expand(const List *, Keep *, const Num *);   /* a copy; the rest lowered */
List *pushforward(const List *f, size_t tangents); /* x, d1, d2 ... -> y, dy1, dy2 ... */
List *pullback(const List *f);             /* x, gy -> y, gx */
/* of rows [0, n), from those of the inputs; d in and out */
void  tangents(List *, size_t n, V *d);
/* a derivative by some input needs a rule that there is none of: why */
bool  unruled(const List *f, char *why);
/* the derivative of the outputs by one element of the inputs: a list of the same inputs */
List *derivedby(const List *, size_t element, const Num *);
/* one reverse sweep over rows [0, n): g[i] the cotangent of row i, in and out */
void  adjoints(List *, size_t n, V *g);
/* told after each instruction i that has added to the cotangents of its arguments */
typedef void Spread(void *what, List *, size_t i, const V *g);
void  watchedadjoints(List *, size_t n, V *g, Spread *told, void *what);
/* fold, common subexpressions, dead rows; frees its argument */
List *simplify(List *, const Num *);
/* simplify, and what only the reals allow: x*0 = 0, x + 0 = x */
List *algebra(List *, const Num *);
List *dead(List *);                        /* what the outputs need; frees its argument */
/* the same function without arrays: an input and an output for each element */
List *scalarise(const List *);
List *bylevel(List *);                     /* rows sorted by depth; frees its argument */
/* the first primitive T cannot run, after expanding; or NULL */
const Prim *unrunnable(const List *, const Num *);

/* ---- functions, and running them ---------------------------------------- */

enum { WHY = 240 };                        /* a reason, in bytes */

struct Fn {
	const char *name;
	void (*record)(List *, const Fn *);   /* inputs first, outputs last */
	const void *what;                  /* record's own: a list, a Function */
	int depth, width;                  /* its size, where it has one */
};

/* elements of all inputs; an abstract trace tells, even one that is refused */
size_t inputsof(const Fn *);

/* T NULL: abstract; NULL: refused */
List *trace(const Fn *, const Num *, const void *x, char why[WHY]);
/* abstract, of primitives the number type can run and with the rules it needs; NULL: refused */
List *traceable(const Fn *, const Num *, char why[WHY]);
/* an abstract trace without a while; NULL: there is one, or it is refused */
List *fixedtrace(const Fn *, char why[WHY]);
Fn    listfn(const char *name, const List *);       /* the list as a function; keeps a pointer */
Fn    gradientfn(const Fn *);              /* x -> gradient, by vjp; keeps a pointer */
/* a formula of our own; dies if it is not one */
List *formula(const char *text, const char *title, const char *names);

Run   *newrun(const List *, const Num *);  /* keeps the list, storage planned by liveness */
/* the same, nothing set aside for its inputs: all are borrowed */
Run   *borrowingrun(const List *, const Num *);
/* nor for its outputs from this one on: all are written to the caller's buffer, or got */
Run   *writingrun(const List *, const Num *, size_t from);
void   freerun(Run *);
/* input k is read from there, not copied */
void   borrow(Run *, size_t k, const void *x);
/* output k is made there, not copied; false: it cannot be, get it */
bool   writeto(Run *, size_t k, void *y);
const void *output(Run *, size_t k, size_t *n);        /* output k where it lies, n elements */
void   run(Run *);                         /* inputs have been put; compute the rest */
void  *slot(Run *, size_t id);             /* storage of an input, or of an output after run */
const void *put(Run *, size_t k, const void *);    /* input k; returns what is left */
void  *get(Run *, size_t k, void *);       /* output k; returns where the next goes */
size_t runbytes(const Run *);
void   apply(const Num *, const List *, const Ins *, void *y, const void *const *x);   /* one row */

/* ---- engines ------------------------------------------------------------ */

/* unable is an answer, not an error; crashed: in its own process */
typedef enum { OK, UNABLE, UNDEFINED, CRASHED } Status;

/* not ours; as it was recorded; simplified before it runs */
typedef enum { ELSEWHERE, RECORDED, PLANNEDLIST } Ran;

struct Engine {
	const char *name, *what;
	/* all that may be done before the clock starts; NULL: unable */
	void  *(*open)(const Fn *, const Num *, char why[WHY]);
	/* k tangents at once: d is k x nx, dy is k x ny; NULL: cannot.  err, if asked for, is k x
	 * ny doubles */
	Status (*jvp)(void *, const void *x, size_t k, const void *d, void *y, void *dy,
		double *err);
	Status (*vjp)(void *, const void *x, const void *g, void *y, void *gx);
	/* the derivative as text, yours to release; NULL: none */
	char  *(*show)(void *, size_t o, size_t i);
	void   (*close)(void *);
	bool   estimates;                                /* it fills err */
	/* the list whose roundings explain its errors */
	Ran    runs;
	/* it makes an expression: trees, no loops, no branches */
	bool   symbolic;
	/* of a difference formula: h ~ u^(1/root), x +- reach h the farthest; 0: none, or its own
	 */
	int    root, reach;
	/* a tool of others: checked, and asked when it is named */
	bool   peer;
	/* it costs more than a table of all engines may: asked when it is named */
	bool   whennamed;
	/* it computes in a process of its own, whose time no clock of ours tells */
	bool   ownprocess;
	/* of an engine from outside the tree */
	/* instead of open */
	void  *(*enter)(const Engine *, const Fn *, const Num *, char why[WHY]);
	const char *(*why)(void *);                      /* it is unable, or has crashed */
	/* ulps; of the others: checks/suite/bounds.def */
	double promise;
};
/* NULL: unable */
static inline void *engage(const Engine *e, const Fn *f, const Num *T, char why[WHY])
{
	return e->enter ? e->enter(e, f, T, why) : e->open(f, T, why);
}

/* a difference takes the steps of numbers of so many bits; 0: of its own */
extern _Thread_local int stepdigits;
long stepexponent(int digits, int root, double x, double d);       /* h = 2^e along d from x */

#define E(name) extern const Engine name##_engine;
#include "engines/engines.def"
extern const Engine *const *engines;       /* ended by NULL */
/* one more, which stays; false: there is one of its name */
bool enlist(const Engine *);
/* from now on none of the tools of others, which differ between machines: WENGERT_PEERS=none */
void withoutpeers(void);

typedef struct {                           /* the whole Jacobian by one engine */
	Status status;
	char why[WHY];
	size_t nx, ny, passes;             /* sweeps: forward columns or reverse rows */
	const Num *num;
	void *y, *J;                       /* ny, and ny x nx row major, in num */
	double *err;                       /* its own estimates, ny x nx, or NULL */
} Jacobian;

Jacobian jacobian(const Engine *, const Fn *, const Num *, const double *x);
/* J v: ny x 1, one pass */
Jacobian directional(const Engine *, const Fn *, const Num *, const double *x, const double *v);
void     freejacobian(Jacobian *);

/* ---- sparse: only what can be other than zero ---------------------------- */

typedef struct {
	Status status;
	char why[WHY];
	/* of a Hessian ny = nx, and both triangles are there */
	size_t ny, nx, nnz, colours, passes;
	size_t *row, *col;                 /* of each entry, by rows */
	const Num *num;
	/* ny results (a Hessian: the gradient), nnz entries, in num */
	void *y, *value;
} Sparse;

Sparse sparsejacobian(const Engine *, const Fn *, const Num *, const double *x);
/* products of the gradient, forward or reverse */
Sparse sparsehessian(const Engine *, const Fn *, const Num *, const double *x);
void   freesparse(Sparse *);

/* ---- batch: many points in one run --------------------------------------- */

/* one more leading axis, n, on every input and output; NULL: unable */
List *batch(const List *, size_t n, char why[WHY]);

/* ---- failing, and memory ------------------------------------------------ */

void  die(const char *fmt, ...) __attribute__((noreturn, format(printf, 1, 2)));
/* the user's mistake: exit 2, or told to whoever may not end the program, and does not return */
void  bad(const char *fmt, ...) __attribute__((noreturn, format(printf, 1, 2)));
typedef void Escape(const char *sentence);
extern _Thread_local Escape *escape;       /* NULL: exit 2 */
void *alloc(size_t n, size_t size);        /* zeroed; never returns NULL */
/* at least need elements, the new ones zero */
void *grow(void *, size_t *room, size_t need, size_t size);
char *copytext(const char *, size_t n);
char *text(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* what is written there is a text when it is closed: the C library's, free() */
FILE *textstream(char **text, size_t *n);
char *vtext(const char *fmt, va_list) __attribute__((format(printf, 1, 0)));
void  release(void *);
typedef struct { size_t live, peak; } Bytes;
Bytes  bytes(void);                        /* every byte of every list, run and MPFR number */
void   resetpeak(void);                    /* the peak from here on */
void  countmpfr(void);                     /* from now on MPFR allocates here too */
void  sayflint(void);                      /* and FLINT says it when it cannot */
void  keeppages(void);                     /* what is released is kept for what comes next */

#endif
