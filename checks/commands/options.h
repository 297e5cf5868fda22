/* options.h -- what the user typed after a command. */
#ifndef OPTIONS_H
#define OPTIONS_H
#include "engines/wengert.h"
#include <stdio.h>

typedef enum { TEXT, JSON, CSV, TAP, GITHUB } Format;

typedef struct { const char **word; size_t n, room; } Words;

/* Of the fields that options.def names, those that a command does not take keep their defaults. */
typedef struct {
	const char *command;
	const char **operand;  size_t noperands, operandroom;
	const char *at, *vars, *mode, *seed, *after, *emit, *tangent, *cotangent, *order;
	const char *prove;                         /* all: each entry by itself */
	size_t point, points;                      /* of --at @FILE.csv; 0: there is no file */
	Words arg;                                 /* --arg NAME:[SIZES] */
	const char *engine;                        /* a list of names, or NULL: all */
	const Num *num;                            /* NULL: as the command likes */
	long bits;                                 /* of mpfr */
	long steps;                                /* of a while */
	Format format;
	unsigned long rng;                         /* seed of random points */
	const char *shard;                         /* as typed; what it says is in shard */
	bool full;                                 /* experiments at the sizes of their tables */
	bool smallest;                             /* at sizes that only show that they run */
	bool peers;                                /* tools of others too, though not named */
	Words plugin;                              /* files, whose engines are in the roster */
	bool all;                                  /* every row of a table */
	/* only what failed, and the last line; what is left out else.  In text: other formats are
	 * whole, but without progress */
	bool quiet, verbose;
	bool dot, sparse, second, color, planned;  /* planned: --plan or --memory was given */
	double limit;                              /* seconds of a call */
	/* of vjp */
	const char *only, *index, *npy, *formula, *primal, *junit;
	Words includes, defines, files;            /* -I, -D, -include */
	long run;                                  /* --case; -1: all of them */
	bool strict, own, every, twice, differences;
	/* of bench and compare */
	int depth[2], width[2];
	double budget, failover;                   /* 0: none */
	bool quick, resume, dryrun;
	const char *out;
} Options;

Options options(int argc, char **argv);            /* argv[0] is the command; a mistake exits 2 */
void    freeoptions(Options *);
bool    onlist(const char *list, const char *name);        /* in a list of names with commas */
/* of --engine gradbench:COMMAND, which check takes: the command; NULL: it is not that */
const char *toolof(const Options *);
/* named by --engine, or nothing is; a tool of others only then, or with o->peers */
bool    wanted(const Options *, const Engine *);

/* ---- the table of options ------------------------------------------------ */

typedef struct Option {
	const char *name;
	void (*read)(const struct Option *, const char *arg, Options *);
	size_t field;
	const char *takes, *standard, *commands, *says;    /* takes NULL: nothing */
} Option;

extern const Option optiontable[];                 /* options.def; ended by no name */
bool takenby(const Option *, const char *command);
void listoptions(void);                            /* the table as it stands, for the tests */

/* ---- inputs and where they are ------------------------------------------ */

typedef struct {
	size_t n, total;                           /* inputs; elements of all of them */
	size_t nfixed;                             /* names --vars leaves out, after the inputs */
	char **name;
	Shape *shape;
	double *x, **fixed;                        /* total; of each fixed name */
	char **label;                              /* of each element: x1, W[0,2] */
	char *at;                                  /* of --at, what is not of fixed names */
} Point;

bool  manypoints(const char *at);                          /* it names a CSV file */
/* of the formulas in o->operand: names and shapes, then values */
Point newpoint(const Options *);
void  setpoint(Point *, const Options *);
Point pointof(size_t n, char *const *name, const Shape *, const char *at, const char *who);
void  freepoint(Point *);
/* its value; fixed names are constants */
V     recordat(List *, const Point *, const char *formula, const V *x);
List *formulas(const Options *, const Point *);            /* their list: one output each */
/* V,V,...; --seed, without it 1, 0, 0 ...: yours to release */
double *numbersof(const char *list, const char *option, size_t n, const char *of);
double *direction(const char *seed, size_t n, const char *of);
double *loadnpy(const char *file, Shape *);                /* yours to release; a mistake exits 2 */

#endif
