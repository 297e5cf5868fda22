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
	int wide;
} Grad;

void gradjson(const Grad *, json_t *points);
void gradcsv(const Grad *);

#endif
