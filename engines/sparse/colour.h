/* colour.h -- which derivatives can be other than zero, and how few products give them all. */
#ifndef COLOUR_H
#define COLOUR_H
#include "engines/wengert.h"

/* row i has columns col[start[i]] < ... < col[start[i + 1] - 1] */
typedef struct {
	size_t ny, nx, *start;
	uint32_t *col;
} Pattern;

Pattern patternof(const List *);           /* of its Jacobian, all outputs by all inputs */
Pattern transposed(const Pattern *);
Pattern symmetric(const Pattern *);        /* of A + A' */
void    freepattern(Pattern *);

/* no two columns of a colour meet in a row */
uint32_t *columncolours(const Pattern *, size_t *n);
/* of a symmetric one: nor do two colours alone colour a path of 4 */
uint32_t *starcolours(const Pattern *, size_t *n);

/* tangents along k directions that never change; in binary32 or binary64 */
typedef struct Seeded Seeded;
Seeded *newseeded(const List *, const Num *, size_t k, const void *d);
/* y may be NULL; dy: k x ny, for use; at: each product */
void    products(Seeded *, const void *x, void *y, void *dy, const void **at);
void    freeseeded(Seeded *);

/* an engine made ready to give one sparse matrix, point after point; NULL: no engine, but a list
 * with the seeds in it */
typedef struct Compressed Compressed;
Compressed *newcompressed(const Engine *, const Fn *, const Num *, const double *x, bool hessian,
	char why[WHY]);
/* value: nnz, by rows; y may be NULL.  A function that branches on numbers must branch as it did at
 * newcompressed's x */
Status compressed(Compressed *, const void *x, void *y, void *value);
/* its sizes, colours, passes; where each value goes */
void   shapeofcompressed(const Compressed *, Sparse *);
void   freecompressed(Compressed *);

#endif
