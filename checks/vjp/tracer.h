/* tracer.h -- a kernel that is traced: its source, and its calls. */
#ifndef TRACER_H
#define TRACER_H
#include "checks/vjp/csource.h"
#include "checks/vjp/tracerops.h"

/* ---- tracesource.c ---- */
/* the C++ of a kernel that is traced; own: what is needed of the file; entries: its calls */
char *tracecode(const char *foreign, const char *renames, const char *own, const char *entries,
	Base, bool cplus);

/* ---- tracer.c ---- */
typedef struct Tracer Tracer;
/* the kernel is called, and may crash: then it is judged again without */
void    tracing(bool);
Tracer *newtracer(const Kernel *, Entry *forward, Entry *backward, Operations **program);
void    freetracer(Tracer *);
/* the cotangents of a case; sum g y as a function of x and g, in the order of inputs */
void    consider(Tracer *, const Case *, Quad *const *g);
Fn      weighted(Tracer *);
size_t  inputs(const Tracer *);
/* of element e of an argument, as an input; of the cotangents they follow the arguments */
size_t  inputat(const Tracer *, int arg, size_t e);
void    point(const Tracer *, double *x);
/* the rule itself in balls: gx[k] a ball for each element of argument k, which is wanted; NULL,
 * or why there are none */
const char *ruleballs(Tracer *, arb_ptr *gx);
size_t  recordedrows(const Tracer *);      /* of the last list */
#endif
