/* wengert_kit.h -- a primitive and its hand-written derivative, for `wengert vjp LIB.so` to prove
 * or refute; or an engine.
 *
 * C99 and C++11, nothing to link.  A library of primitives:
 *
 *	#include "wengert_kit.h"
 *	static int square(const wengert_tensor *in, wengert_tensor *out)
 *	{ ... out[0] = in[0]^2 ... return WENGERT_OK; }
 *	static int square_vjp(const wengert_tensor *in, wengert_tensor *out)
 *	{ ... out[0] += 2 in[0] in[2] ... }
 *	static const wengert_arg in[] = { WENGERT_ARG("x", "N") },
 *		out[] = { WENGERT_ARG("y", "N") };
 *	static const wengert_prim prim = WENGERT_PRIM("square", in, out,
 *		WENGERT_F32 | WENGERT_F64, square, square_vjp, NULL, NULL);
 *	WENGERT_PRIMS(&prim)
 *
 *	cc -shared -fPIC -o square.so square.c && wengert vjp square.so
 *
 * A library of engines, each held against the reference on every function under test:
 *
 *	static const wengert_engine mine =
 *		WENGERT_ENGINE("mine", "what it is", 32, open, jvp, vjp, close);
 *	WENGERT_ENGINES(&mine)
 *
 *	cc -shared -fPIC -o mine.so mine.c && wengert check --plugin ./mine.so --engine mine
 *
 * The more types a primitive takes, the more is proved: with WENGERT_F128 a right rule's error
 * shrinks 2^60-fold and a wrong one's does not.  In C++ one template gives all three types.
 *
 * MIT License
 *
 * Copyright (c) 2026 the Wengert authors
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy of this software
 * and associated documentation files (the "Software"), to deal in the Software without
 * restriction, including without limitation the rights to use, copy, modify, merge, publish,
 * distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
 * Software is furnished to do so, subject to the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all copies or
 * substantial portions of the Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING
 * BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
 * NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
 * DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
 * OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
 */
#ifndef WENGERT_KIT_H
#define WENGERT_KIT_H

#include <stddef.h>

#define WENGERT_ABI 1 /* of everything below; a library of another is refused, not misread */

enum { WENGERT_RANK = 8 };                 /* axes, at most */

/* of elements; a primitive names those it takes, joined by | */
enum {
	WENGERT_F32 = 1,
	WENGERT_F64 = 2,
	WENGERT_F128 = 4,                  /* IEEE binary128, wengert_quad */
	WENGERT_I32 = 8                    /* int: class numbers, indices */
};

enum {                                     /* what a function returns */
	WENGERT_OK = 0,
	WENGERT_UNABLE = 1,                /* it cannot do this: an answer, not a failure */
	WENGERT_UNDEFINED = 2              /* outside the function's domain */
};

enum {                                     /* flags of an argument or a result */
	/* of an argument: it has no gradient; of a result: it is not differentiated, only saved */
	WENGERT_NO_GRAD = 1,
	/* ints: no gradient either, drawn from lo up to but not including hi */
	WENGERT_INTEGER = 2
};

#ifdef __SIZEOF_FLOAT128__
__extension__ typedef __float128 wengert_quad;
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- arrays ---------------------------------------------------------------------------- */

/* dense, the last axis closest together; belongs to whoever calls */
typedef struct wengert_tensor {
	void *data;
	int type;                          /* one of the types above */
	int rank;                          /* 0: one number */
	size_t dim[8];
} wengert_tensor;

/* ---- primitives -------------------------------------------------------------------------- */

typedef struct wengert_arg {
	const char *name;
	/* names of sizes, "B C"; the same name is the same size; "" is one number */
	const char *shape;
	/* drawn from the open interval; lo = hi: from all numbers */
	double lo, hi;
	/* of an integer argument: the size it stays below, "C"; NULL: hi */
	const char *below;
	unsigned flags;
} wengert_arg;

/* every tensor of a call has the same floating type; integer ones have WENGERT_I32 */
typedef int (*wengert_fn)(const wengert_tensor *in, wengert_tensor *out);

typedef struct wengert_prim {
	unsigned abi;
	const char *name, *file;           /* file and line: where a remark about it is to point */
	int line;
	int nin, nout;
	const wengert_arg *in, *out;
	unsigned types;                    /* WENGERT_F32 | ... */
	wengert_fn primal;                 /* in: the arguments.  out: the results */
	/* in: arguments, results, a cotangent for each differentiated result */
	wengert_fn vjp;
	/* out: a gradient for each argument that has one, to be added to what is there */
	/* in: arguments, a tangent for each that has a gradient; out: tangents of differentiated
	 * results; or NULL */
	wengert_fn jvp;
	/* the first result as `wengert grad` takes it, or NULL */
	const char *formula;
} wengert_prim;

/* ---- engines ------------------------------------------------------------------------------- */

/* The list is the function in rows of numbers, in the order they run; loops of known length are
 *written out.
 *
 *	v0 = input -                       the first of nx inputs; the second is the next input row,
 *and so on v2 = const value=0x1.8p+1          a number, which strtod reads v3 = pi pi itself v4 =
 *mul v0 v2                     a primitive of `wengert list primitives`, its arguments earlier rows
 *	v5 = where v1 v4 v0                v4 if v1 is not 0, else v0
 *	return v4, v5                      ny of them; the last line
 *
 * An engine that meets a primitive it does not know is WENGERT_UNABLE.
 */
typedef struct wengert_function {          /* what an engine is asked to differentiate */
	size_t nx, ny;
	/* y = f(x); WENGERT_UNDEFINED: some y is NaN */
	int (*eval)(const struct wengert_function *, const double *x, double *y);
	/* NULL: there is none, for f branches on its numbers, or is too long */
	const char *list;
	void *host;                        /* eval's own */
} wengert_function;

/* It runs in a process of its own, where it may crash, and has 10 seconds for each call (--limit).
 * `wengert check --plugin LIB.so` holds it to the bound it promises; results of NaN are
 * WENGERT_UNDEFINED */
typedef struct wengert_engine {
	unsigned abi;
	/* letters, digits, - _ .; a few words for `wengert list` */
	const char *name, *what;
	const char *file;                  /* file and line: where a remark about it is to point */
	int line;
	/* its bound: the largest error of a row of the Jacobian, in ulps of the row's largest entry
	 */
	double ulps;
	/* all that may be done before the clock starts; NULL: unable, and why says why.  The
	 * function outlives close */
	void *(*open)(const wengert_function *, char *why, size_t room);
	/* dy = J d; NULL: it has none */
	int  (*jvp)(void *, const double *x, const double *d, double *y, double *dy);
	/* gx = J'g; NULL: it has none */
	int  (*vjp)(void *, const double *x, const double *g, double *y, double *gx);
	void (*close)(void *);             /* NULL: there is nothing to close */
} wengert_engine;

/* ---- what the library shows ---------------------------------------------------------------- */

#if defined(__GNUC__)
#define WENGERT_EXPORT __attribute__((visibility("default")))
#else
#define WENGERT_EXPORT
#endif

extern WENGERT_EXPORT const wengert_prim *const wengert_prims[];       /* both ended by NULL */
extern WENGERT_EXPORT const wengert_engine *const wengert_engines[];

#ifdef __cplusplus
}
#endif

#define WENGERT_PRIMS(...)   const wengert_prim *const wengert_prims[] = { __VA_ARGS__, NULL };
#define WENGERT_ENGINES(...) const wengert_engine *const wengert_engines[] = { __VA_ARGS__, NULL };

#define WENGERT_ARG(name, shape)                { name, shape, 0, 0, NULL, 0 }
#define WENGERT_ARG_IN(name, shape, lo, hi)     { name, shape, lo, hi, NULL, 0 }
#define WENGERT_SAVED(name, shape)              { name, shape, 0, 0, NULL, WENGERT_NO_GRAD }
#define WENGERT_CLASSES(name, shape, below) \
	{ \
		name, shape, 0, 0, below, WENGERT_INTEGER | WENGERT_NO_GRAD \
	}

/* in and out are arrays, not pointers */
#define WENGERT_PRIM(name, in, out, types, primal, vjp, jvp, formula) \
	{ \
		WENGERT_ABI, name, __FILE__, __LINE__, (int)(sizeof(in) / sizeof *(in)), \
			(int)(sizeof(out) / sizeof *(out)), in, out, types, primal, vjp, jvp, \
			formula \
	}
#define WENGERT_ENGINE(name, what, ulps, open, jvp, vjp, close) \
	{ \
		WENGERT_ABI, name, what, __FILE__, __LINE__, ulps, open, jvp, vjp, close \
	}

static inline size_t wengert_count(const wengert_tensor *t)        /* elements */
{
	size_t n = 1;
	int k;

	for (k = 0; k < t->rank; k++) n *= t->dim[k];
	return n;
}

static inline float  *wengert_f32(const wengert_tensor *t) { return (float *)t->data; }
static inline double *wengert_f64(const wengert_tensor *t) { return (double *)t->data; }
static inline int    *wengert_i32(const wengert_tensor *t) { return (int *)t->data; }
#ifdef __SIZEOF_FLOAT128__
static inline wengert_quad *wengert_f128(const wengert_tensor *t)
{
	return (wengert_quad *)t->data;
}
#endif

#endif
