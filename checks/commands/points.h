/* points.h -- a command at one point, or at each of a file. */
#ifndef POINTS_H
#define POINTS_H
#include "checks/commands/options.h"
#include <jansson.h>

/* at o->at, which is one point; returns the exit status.  all: the JSON of points so far, or NULL:
 * it prints its own */
typedef int Once(const Options *o, json_t *all);

int  eachpoint(const Options *, Once *);           /* one "points" of all, where there is a file */
void pointheading(const Options *);                     /* of one of many, in text */
void printpoint(json_t *all, json_t *);            /* the JSON of one, which is given away */

#endif
