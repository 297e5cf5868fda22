/* arrays.h -- functions of arrays in a formula, written with primitives: arrays.def. */
#ifndef ARRAYS_H
#define ARRAYS_H
#include "engines/formula/formula.h"

/* a call that is recorded: its arguments; along: its axis, ALL every element */
typedef struct { Parser *p; size_t n; const V *x; int along; } Asked;

#define A(name, ...) V array_##name(const Asked *);
#include "engines/formula/arrays.def"

/* parts of an array, and what is made of them */
Shape  ones(int rank);                     /* of one element, for sizes and steps */
V      range(V x, int axis, size_t from, size_t size, size_t step);
V      plane(V x, int axis, size_t k);     /* the k-th element of an axis, which stays */
V      abreast(size_t n, const V *column); /* n vectors as the columns of a matrix */
/* square: refuses what is none; returns its order */
size_t square(const Asked *, const char *name);
Shape  needrank(const Asked *, size_t k, int rank, const char *what);

#endif
