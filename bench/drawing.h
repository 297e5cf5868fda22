/* drawing.h -- figures inside the report. */
#ifndef DRAWING_H
#define DRAWING_H

/* two SVGs of gnuplot's that differ in colours, as one piece of HTML; yours to release */
char *drawing(const char *light, const char *dark, const char *name);

#endif
