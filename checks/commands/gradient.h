/* gradient.h -- what `wengert grad` knows when it prints. */
#ifndef GRADIENT_H
#define GRADIENT_H
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
} Grad;

char *derivativename(const Grad *, size_t i);          /* ∂f/∂x1: yours to release */
const char *label(const Grad *, size_t i);         /* x1 */
bool  conditioned(const Grad *);                   /* each input has its condition number */
void  gradtext(const Grad *);
void  gradjson(const Grad *, json_t *points);
void  gradcsv(const Grad *);

#endif
