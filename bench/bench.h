/* bench.h -- experiments: each prints a CSV that begins with where it comes from. */
#ifndef BENCH_H
#define BENCH_H
#include "bench/rows.h"
#include "checks/commands/options.h"
#include <stdio.h>

typedef void Experiment(const Options *, FILE *);

Experiment accuracy, rules, precisions, estimates, truths;
Experiment steps, parts, tangentlines, checkerrates, scalars, sparses, looprows, memories, running, peers;

Rows depths, widths, jacobians, swells, orders, secondorders, bitcosts, batches, headlines;

struct Entry {
	const char *name;
	Experiment *run;                   /* writes the whole file, or */
	const char *says, *command;
	Rows *rows;                        /* begins and ends its rows one by one */
	const char *keys, *more;           /* its key columns; what it says beside what every row says, or NULL */
	const char *part;                  /* of the report, that begins here; else NULL */
	const char *size;                  /* the key column that exponents are fitted against, or NULL */
};
Options fewer(const Options *);            /* with --smallest, of two functions instead of all */
extern const Entry experiments[];          /* ended by no name */
const Entry *experimentnamed(const char *);

typedef struct { double budget; bool quick, resume; int depth[2], width[2]; const char *out; } Extent;      /* budget 0: none */

void   provenance(FILE *, const char *command, unsigned long seed);  /* # key value lines */
FILE  *begin(const char *file, char **unfinished);         /* to be renamed by finish; unwritable: exit 2 */
void   finish(FILE *, const char *file, char *unfinished);
char  *contents(const char *file);                         /* all of it, yours to release; unreadable: exit 2 */
void   folder(const char *dir);                            /* made, with those above it */
Bench *newbench(const Options *, const Extent *, size_t n, const Entry *const *);
void   perform(Bench *, const Entry *);                    /* writes out/name.csv */
size_t rowsleft(const Bench *), rowsfailed(const Bench *);
void   freebench(Bench *);
void   exponents(FILE *, const char *file, const Entry *);         /* the "# fit" lines of a whole file */
void   joined(const char *out, size_t n, const char *const *name, char **text);    /* CSV of all shards, given away, in the order of one process */

#endif
