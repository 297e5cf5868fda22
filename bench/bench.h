/* bench.h -- experiments: each prints a CSV that begins with where it comes from. */
#ifndef BENCH_H
#define BENCH_H
#include "bench/rows.h"
#include "checks/commands/options.h"
#include <stdio.h>

/* FILE NULL: only says which rows it would measure, and measures none */
typedef void Experiment(const Options *, FILE *);
/* names of columns, or a part of them */
void columnnames(FILE *, const char *columns, ...) __attribute__((format(printf, 2, 3)));
/* whether a row is to be measured: if so its keys are written, and what it says comes behind */
bool starts(FILE *, const char *keys, ...) __attribute__((format(printf, 2, 3)));

Experiment accuracy, rules, precisions, estimates, truths;
Experiment steps, parts, tangentlines, checkerrates, scalars, sparses, looprows, memories, running,
	compiles, peers;

Rows depths, widths, jacobians, swells, orders, secondorders, bitcosts, batches, headlines, worsts,
	gradbenchrows;

struct Entry {
	const char *name;
	Experiment *run;                   /* writes the whole file, or */
	const char *says, *command;
	Rows *rows;                        /* begins and ends its rows one by one */
	/* its key columns; what it says beside what every row says, or NULL */
	const char *keys, *more;
	const char *note;                  /* of the report, above its figure; else NULL */
	const char *part;                  /* of the report, that begins here; else NULL */
	/* the key column that exponents are fitted against, or NULL */
	const char *size;
	bool once; /* its rows are no times of ours: one block */
	bool others;                       /* of tools of others, which differ between machines */
};
Options fewer(const Options *);            /* of every function; with --smallest of two */
extern const Entry *experiments;           /* ended by no name */
const Entry *experimentnamed(const char *);

/* budget 0: none */
typedef struct {
	double budget;
	bool quick, resume;
	unsigned blocks; /* of each row, spread over the run; 0: one */
	int depth[2], width[2];
	const char *out;
} Extent;

/* the folder of plots/: here, or where make install has put it beside the program */
const char *home(void);
void   provenance(FILE *, const char *command, unsigned long seed);  /* # key value lines */
/* to be renamed by finish; unwritable: exit 2 */
FILE  *begin(const char *file, char **unfinished);
void   finish(FILE *, const char *file, char *unfinished);
/* all of it, yours to release; unreadable: exit 2 */
char  *contents(const char *file);
void   folder(const char *dir);                            /* made, with those above it */
/* made, and this process's own until it ends: a second one is refused with a sentence */
void   ownfolder(const char *dir);
Bench *newbench(const Options *, const Extent *, size_t n, const Entry *const *);
void   perform(Bench *, const Entry *);                    /* writes out/name.csv */
/* what such a file says, as a table; with --quiet the rows that failed alone */
void   benchtext(const char *file, const Entry *, const Options *);
size_t rowsleft(const Bench *), rowsfailed(const Bench *);
bool   failing(const char *status);                        /* the run ends with exit status 1 */
void   freebench(Bench *);
/* the "# fit" lines of a whole file */
void   exponents(FILE *, const char *file, const Entry *);
/* CSV of all shards, given away, in the order of one process */
void   joined(const char *out, size_t n, const char *const *name, char **text);

#endif
