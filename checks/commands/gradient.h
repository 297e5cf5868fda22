/* gradient.h -- what `wengert grad` knows when it prints. */
#ifndef GRADIENT_H
#define GRADIENT_H
#include "checks/commands/birth.h"
#include "checks/commands/commands.h"
#include "checks/commands/options.h"
#include "checks/measure/assess.h"
#include <jansson.h>

typedef struct {
	Options o;
	Point p;
	List *list;
	Facts f;
	Answer *a;
	size_t na;
	const Num *num;
	/* --tangent: the one derivative is along it; --cotangent: f is u times the formula */
	double *v, *u;
	/* --order: how many derivatives, by which elements of the inputs; 0: the gradient */
	int order;
	size_t by[HIGHEST];
	char *names;                               /* x,x,y */
	List *last;                                /* of it, the derivative before the last */
	/* of an entry that is not finite, where the reference or f is */
	Births births;
} Grad;

char *derivativename(const Grad *, size_t i);          /* ∂f/∂x1, or ∇f·v: yours to release */
const char *label(const Grad *, size_t i);         /* x1, or v */
bool  valued(const Grad *);                        /* engines compute f, and no derivative of it */
bool  conditioned(const Grad *);                   /* each input has its condition number */
void  gradtext(const Grad *);
void  gradjson(const Grad *, json_t *points);
void  gradcsv(const Grad *);

#endif
