/* options.h -- what the user typed after a command. */
#ifndef OPTIONS_H
#define OPTIONS_H
#include "engines/wengert.h"

typedef enum { TEXT, JSON, CSV, TAP, GITHUB } Format;

typedef struct {
	const char *name, *operands, *does;        /* of the command, for --help */
} About;

typedef struct {
	const char **operand;  size_t noperands, operandroom;
	const char *at, *vars, *mode, *seed, *after;
	const char **arg;      size_t nargs, argroom;      /* --arg NAME:[SIZES] */
	const char *engine;                        /* a list of names, or NULL: all */
	const Num *num;                            /* NULL: as the command likes */
	long bits;                                 /* of mpfr */
	Format format;
	unsigned long rng;                         /* seed of random points */
	bool full;                                 /* experiments at the sizes of their tables, not in seconds */
	bool smallest;                             /* experiments at sizes that only show that they run */
	bool peers;                                /* tools of others too, though not named */
	size_t plugins;                            /* files given, which are in the roster */
	bool dot, sparse, color, planned;          /* planned: --plan or --memory was given */
} Options;

Options options(int argc, char **argv, const About *);     /* a mistake exits 2 */
void    freeoptions(Options *);
unsigned long wholenumber(const char *, const char *option);      /* a number without a sign; a mistake exits 2 */
void    partof(const char *);                      /* what --shard says, into shard; a mistake exits 2 */
void    checkengines(const char *list);            /* names that there are; a mistake exits 2 */
bool    onlist(const char *list, const char *name);         /* in a list of names with commas */
bool    wanted(const Options *, const Engine *);   /* named by --engine, or nothing is; a tool of others only then, or with o->peers */

/* ---- inputs and where they are ------------------------------------------ */

typedef struct {
	size_t n, total;                           /* inputs; elements of all of them */
	char **name;
	Shape *shape;
	double *x;                                 /* total */
	char **label;                              /* of each element: x1, W[0,2] */
} Point;

Point newpoint(const Options *);                           /* of the formulas in o->operand: names and shapes, */
void  setpoint(Point *, const Options *);                  /* then values */
Point pointof(size_t n, char *const *name, const Shape *, const char *at, const char *who);
void  freepoint(Point *);
List *formulas(const Options *, const Point *);            /* their list: one output each */
double *direction(const char *seed, size_t n, const char *of);     /* --seed; without it 1, 0, 0 ...; yours to release */
double *loadnpy(const char *file, Shape *);                /* yours to release; a mistake exits 2 */

#endif
