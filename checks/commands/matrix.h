/* matrix.h -- a whole matrix by every engine: a Jacobian or a Hessian at one point. */
#ifndef MATRIX_H
#define MATRIX_H
#include "checks/commands/points.h"
#include "checks/measure/assess.h"

typedef struct {
	Options o;
	/* results: by the name the formula ends with, else y, or y0, y1 ...; y[0], y[1] ... of an
	 * array */
	Point p, results;
	List *list;
	Facts f;
	const Num *num;
	char **name;  Answer *a;               /* of each engine */
	double *skew;                          /* |H - H'| before averaging, in ulps */
	size_t na, room, nameroom, skewroom;
	size_t *colours, colourroom;           /* of each engine, where the matrix is sparse */
	size_t ncells, *cell;                  /* what is shown: entries by place, row by row */
	bool hessian, sparse;
	double *v, *u;  size_t nu;             /* --tangent, --cotangent; NULL: the matrix itself */
} Matrix;

/* point and list; facts are for the command to find */
Matrix  matrixat(const Options *, bool hessian);
Answer *add(Matrix *, char *name, Answer);                 /* name and answer are given away */
/* sparse, with its zeros, so that the reference sees those too */
Answer  filled(Matrix *, const Engine *, const Fn *);
void    matrixtext(const Matrix *);
void    showmatrix(const Matrix *, json_t *points);
int     end(Matrix *, json_t *points);         /* shows it and frees it; returns the exit status */

#endif
