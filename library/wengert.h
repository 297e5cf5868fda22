/* wengert.h -- derivatives of formulas and of plain C, and proofs of them.  C99 and C++11.
 *
 *	#include <wengert.h>
 *	cc prog.c $(pkg-config --cflags --libs wengert)
 *
 * Three things:
 *
 *	wengert_formula	a formula or a list: values, gradient, Jacobian, Hessian, products, sparse
 *	wengert_prove	what those derivatives truly are, proved, and how far yours are from them
 *	wengert_scalar	a C program differentiated as it runs
 *
 * Arrays are row major, in double precision; those of several inputs or results lie one after the
 * other, in their order.  They belong to the caller and have the length that is written beside
 * them: nx = wengert_inputs(p), ny = wengert_outputs(p).  Where a y may be NULL it is not wanted.
 *
 * A function that gives int gives 0, or -1 where it could not; one that gives a pointer, NULL.
 * wengert_why() then has the sentence.  Nothing is printed and the program is never ended, except
 * when a wengert_scalar finds no memory left.  Calls from several threads wait for each other;
 * recordings of wengert_scalar are one a thread and do not.
 *
 * GPL-3.0-or-later, as the library is.
 */
#ifndef WENGERT_LIBRARY_H
#define WENGERT_LIBRARY_H

#include <stddef.h>

#define WENGERT_LIBRARY 1                  /* raised when a program must be compiled anew */
#if defined __GNUC__
#define WENGERT_API __attribute__((visibility("default")))
#else
#define WENGERT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

WENGERT_API const char *wengert_version(void);           /* "0.1.0" */
/* of this thread's last call that could not; until its next call */
WENGERT_API const char *wengert_why(void);

/* ---- a function ------------------------------------------------------------------------- */

typedef struct wengert_program wengert_program;

typedef struct wengert_input {             /* rank 0: a number */
	const char *name;
	int rank;
	size_t dim[8];
} wengert_input;

/* a formula of n inputs, as `wengert grad` reads it (docs/formulas.md); n 0: its names in the order
 * they appear in, each a number */
WENGERT_API wengert_program *wengert_formula(const char *formula, size_t n,
	const wengert_input *in);
/* a list, as `wengert trace` prints it (docs/list.md) */
WENGERT_API wengert_program *wengert_list(const char *list);
WENGERT_API void wengert_close(wengert_program *);

WENGERT_API size_t wengert_inputs(const wengert_program *);      /* nx, numbers of all inputs */
WENGERT_API size_t wengert_outputs(const wengert_program *);     /* ny, numbers of all results */
/* of input k, of result k: the rank, and the sizes in dim; -1: there is none */
WENGERT_API int wengert_input_shape(const wengert_program *, size_t k, size_t dim[8]);
WENGERT_API int wengert_output_shape(const wengert_program *, size_t k, size_t dim[8]);
WENGERT_API const char *wengert_input_name(const wengert_program *, size_t k);  /* NULL: none */
/* the list, one row a line; n bytes at text, the last of them 0; gives the bytes it takes whole */
WENGERT_API size_t wengert_text(wengert_program *, char *text, size_t n);
/* which way of differentiating: "static" unless told (`wengert list engines`) */
WENGERT_API int wengert_use(wengert_program *, const char *engine);

/* x[nx]; y[ny] */
WENGERT_API int wengert_evaluate(wengert_program *, const double *x, double *y);
/* of one result: y one number or NULL, g[nx] */
WENGERT_API int wengert_gradient(wengert_program *, const double *x, double *y, double *g);
/* J[ny][nx]; y[ny] or NULL */
WENGERT_API int wengert_jacobian(wengert_program *, const double *x, double *y, double *J);
/* of one result: H[nx][nx]; y one number, g[nx], or NULL */
WENGERT_API int wengert_hessian(wengert_program *, const double *x, double *y, double *g,
	double *H);
/* the tangent dy[ny] = J dx[nx]; y[ny] or NULL */
WENGERT_API int wengert_jvp(wengert_program *, const double *x, const double *dx, double *y,
	double *dy);
/* the cotangent gx[nx] = gy[ny] J; y[ny] or NULL */
WENGERT_API int wengert_vjp(wengert_program *, const double *x, const double *gy, double *y,
	double *gx);

/* the entries that can be other than zero, by rows; y: ny results, of a Hessian the gradient */
typedef struct wengert_sparse {
	size_t rows, columns, entries, colours;
	size_t *row, *column;              /* of each entry */
	double *value, *y;
} wengert_sparse;

WENGERT_API int wengert_sparse_jacobian(wengert_program *, const double *x, wengert_sparse *);
WENGERT_API int wengert_sparse_hessian(wengert_program *, const double *x, wengert_sparse *);
WENGERT_API void wengert_free_sparse(wengert_sparse *);

/* ---- what is true ------------------------------------------------------------------------ */

typedef struct wengert_truth {             /* of one entry of the Jacobian */
	/* "smooth", "zero", "kink", "join", "vertical", "jump", "one-sided", "undefined" or
	 * "undecided", a string of the library's own: docs/reference.md */
	const char *kind;
	double derivative;                 /* the nearest number; NaN: none, or not known */
	double error;                      /* of it, proved: no more than this */
	double left, right;                /* one-sided derivatives where they differ */
	char digits[56];                   /* the derivative to 40 digits; "" where there is none */
} wengert_truth;

/* t[ny][nx], proved with no rule of differentiation: milliseconds an entry */
WENGERT_API int wengert_prove(wengert_program *, const double *x, wengert_truth *t);
/* how far a Jacobian J[ny][nx] of yours is from it, ulps[ny][nx]: in units of the last place of
 * the derivative; NaN: nothing to compare with, or not decided */
WENGERT_API int wengert_errors(wengert_program *, const double *x, const double *J, double *ulps);

/* ---- plain C, as it runs ------------------------------------------------------------------ */

typedef struct wengert_scalar {            /* id 0: a constant */
	double value;
	unsigned int id;
} wengert_scalar;

WENGERT_API wengert_scalar wengert_variable(double);
WENGERT_API wengert_scalar wengert_constant(double);
/* adds g to y's adjoint; several results may be seeded before a sweep */
WENGERT_API void   wengert_seed(wengert_scalar y, double g);
WENGERT_API void   wengert_sweep(void);    /* from all that is seeded back to the variables */
WENGERT_API double wengert_adjoint(wengert_scalar x);      /* adds up over sweeps until */
WENGERT_API void   wengert_zero_adjoints(void);
WENGERT_API void   wengert_reset(void);           /* forgets the recording, keeps its memory */
WENGERT_API void   wengert_release(void);         /* and that */

/* every primitive by its name (`wengert list primitives`): wengert_sin(x), wengert_mul(a, b) */
#define WENGERT_1(name) WENGERT_API wengert_scalar wengert_##name(wengert_scalar x);
#define WENGERT_2(name) \
	WENGERT_API wengert_scalar wengert_##name(wengert_scalar a, wengert_scalar b);
WENGERT_1(neg) WENGERT_1(sqr) WENGERT_1(recip) WENGERT_1(abs) WENGERT_1(sign) WENGERT_1(floor)
WENGERT_1(round) WENGERT_1(relu) WENGERT_1(sqrt) WENGERT_1(cbrt) WENGERT_1(exp) WENGERT_1(exp2)
WENGERT_1(exp10) WENGERT_1(expm1) WENGERT_1(log) WENGERT_1(log2) WENGERT_1(log10)
WENGERT_1(log1p) WENGERT_1(gauss) WENGERT_1(sigmoid) WENGERT_1(softplus) WENGERT_1(logit)
WENGERT_1(sin) WENGERT_1(cos) WENGERT_1(tan) WENGERT_1(cot) WENGERT_1(sinpi) WENGERT_1(cospi)
WENGERT_1(sinc) WENGERT_1(dsinc) WENGERT_1(asin) WENGERT_1(acos) WENGERT_1(atan) WENGERT_1(sinh)
WENGERT_1(cosh) WENGERT_1(tanh) WENGERT_1(sech2) WENGERT_1(asinh) WENGERT_1(acosh)
WENGERT_1(atanh) WENGERT_1(erf) WENGERT_1(erfc) WENGERT_1(ndtr) WENGERT_1(normpdf)
WENGERT_1(erfcx) WENGERT_1(logndtr) WENGERT_1(erfinv) WENGERT_1(erfcinv) WENGERT_1(derfinv)
WENGERT_1(derfcinv) WENGERT_1(lambertw) WENGERT_1(zeta) WENGERT_1(gamma) WENGERT_1(lgamma)
WENGERT_1(digamma) WENGERT_1(trigamma) WENGERT_1(j0) WENGERT_1(j1) WENGERT_1(y0) WENGERT_1(y1)
WENGERT_1(dj1) WENGERT_1(dy1) WENGERT_1(ei) WENGERT_1(e1) WENGERT_1(erfi) WENGERT_1(expsq)
WENGERT_1(airyai) WENGERT_1(airyaip) WENGERT_1(airybi) WENGERT_1(airybip)
WENGERT_2(add) WENGERT_2(sub) WENGERT_2(mul) WENGERT_2(div) WENGERT_2(strongmul)
WENGERT_2(strongdiv) WENGERT_2(max) WENGERT_2(min) WENGERT_2(lt) WENGERT_2(le) WENGERT_2(gt)
WENGERT_2(ge) WENGERT_2(eq) WENGERT_2(fmod) WENGERT_2(mod) WENGERT_2(pow) WENGERT_2(dpow)
WENGERT_2(hypot) WENGERT_2(dhypot) WENGERT_2(logaddexp) WENGERT_2(xlogy) WENGERT_2(xlog1py)
WENGERT_2(atan2) WENGERT_2(derfcx) WENGERT_2(dlogndtr) WENGERT_2(dlambertw) WENGERT_2(dzeta)
WENGERT_2(polygamma) WENGERT_2(beta) WENGERT_2(lbeta) WENGERT_2(gammapdf) WENGERT_2(gammainc)
WENGERT_2(gammaincc) WENGERT_2(jn) WENGERT_2(yn) WENGERT_2(besseli) WENGERT_2(besselk)
WENGERT_2(ive) WENGERT_2(kve) WENGERT_2(expint)
#undef WENGERT_1
#undef WENGERT_2

#ifdef __cplusplus
}

inline wengert_scalar operator+(wengert_scalar a, wengert_scalar b) { return wengert_add(a, b); }
inline wengert_scalar operator-(wengert_scalar a, wengert_scalar b) { return wengert_sub(a, b); }
inline wengert_scalar operator*(wengert_scalar a, wengert_scalar b) { return wengert_mul(a, b); }
inline wengert_scalar operator/(wengert_scalar a, wengert_scalar b) { return wengert_div(a, b); }
inline wengert_scalar operator+(double a, wengert_scalar b) { return wengert_constant(a) + b; }
inline wengert_scalar operator-(double a, wengert_scalar b) { return wengert_constant(a) - b; }
inline wengert_scalar operator*(double a, wengert_scalar b) { return wengert_constant(a) * b; }
inline wengert_scalar operator/(double a, wengert_scalar b) { return wengert_constant(a) / b; }
inline wengert_scalar operator+(wengert_scalar a, double b) { return a + wengert_constant(b); }
inline wengert_scalar operator-(wengert_scalar a, double b) { return a - wengert_constant(b); }
inline wengert_scalar operator*(wengert_scalar a, double b) { return a * wengert_constant(b); }
inline wengert_scalar operator/(wengert_scalar a, double b) { return a / wengert_constant(b); }
inline wengert_scalar operator-(wengert_scalar a) { return wengert_neg(a); }
#endif
#endif
