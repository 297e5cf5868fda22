/* peer.h -- what a tool of others is given, a list as scalar rows, and what it gives back.
 *
 * The rows are plain arrays, so that a tool written in C++ needs nothing of ours but this file.
 */
#ifndef PEER_H
#define PEER_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
	R_const, R_where,
#define U(name, ...) R_##name,
#define B(name, ...) R_##name,
#include "engines/prims/scalar.def"
	RKINDS
} Kind;

typedef struct { uint32_t kind, nargs, arg[3]; double v; } Line;       /* v: of a constant */

typedef struct {                           /* lines [0, nin) are the inputs */
	size_t n, nin, nout;
	const Line *line;
	const uint32_t *out;
} Lines;

/* The lines outlive what open makes of them.  x: where it is recorded, if that matters.  gx = g' J.
 */
typedef struct {
	const char *name, *what;
	int (*has)(unsigned kind);
	/* NULL: unable */
	void *(*open)(const Lines *, const double *x, char *why, size_t room);
	/* 0: unable */
	int (*vjp)(void *, const double *x, const double *g, double *y, double *gx);
	void (*close)(void *);
	/* of one input, in binary32, gx at n numbers at once; NULL where it has no arrays */
	int (*many)(void *, size_t n, const float *x, float *gx);
} Peer;

/* of all results, nothing shared: what an expression has */
double linenodes(const Lines *);

/* ---- problems written out for each tool, headline.hpp: no row of ours is walked ------------ */

typedef enum {
	ROSENBROCK,
	SPEELPENNING,
	SINEXP,
	LOGSUMEXP,
	GMM,
	LSTM,
	BUNDLE,
	ODE,
	MINORS,
	MLP,
	PROBLEMS
} Which;

typedef struct {
	Which which;
	size_t a, b, c;                    /* its size, as headline.hpp reads it */
	size_t nx, ny, ndata;
	const double *x, *data;            /* what is differentiated by, and what is not */
} Problem;

typedef struct {
	const char *name;
	/* recorded, where that is kept */
	void *(*open)(const Problem *);
	void (*gradient)(void *, const Problem *, double *y, double *J);     /* ny x nx */
	void (*close)(void *);
} Native;

void plainheadline(const Problem *, double *y);        /* the primal that all are measured by */

#ifdef __cplusplus
}
#endif
#endif
