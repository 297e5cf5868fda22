/* results.h -- what `wengert check` has found: counted, put together, printed. */
#ifndef RESULTS_H
#define RESULTS_H
#include "checks/measure/explain.h"
#include "checks/io/tap.h"
#include <jansson.h>
#include <string.h>

typedef struct {                           /* one engine in one number type */
	char *engine, *number;
	double bound;
	bool worded;                       /* its entries are explained one by one */
	double *ulps;  size_t n, room;     /* every error that was measured */
	size_t ok, unable, undefined, failed, crashed;
	double worst;
	char *where;  size_t item;         /* the worst, and the item of work it was in */
	/* entries by what explains them; points at which nothing was asked */
	size_t verdicts[VERDICTS], unbounded;
} Record;

/* entries of one function at one point that no bound explains, by all engines */
typedef struct {
	Verdict verdict;
	size_t item, n;
	double ulps;
	char *number, *where, *worst, *why;    /* why: "" where nobody knows */
} Finding;

enum { RULES, PAGES, MUTANTS, FUNCTIONS, PARTS };
typedef struct { const char *name, *how; } SuitePart;
extern const SuitePart suiteparts[PARTS];

typedef struct {
	Record *r;  size_t nr, room;
	Finding *found;  size_t nfound, foundroom;
	Failures failures;
	Tally part[PARTS];
	double seconds[PARTS];
	bool partial[PARTS];               /* it was asked for */
	unsigned long seed;
	char *command;                     /* which repeats all of it */
} Results;

static inline char *copied(const char *s) { return copytext(s, strlen(s)); }

/* made where it is not yet there */
Record  *recordof(Results *, const char *engine, const char *number);
Finding *findingof(Results *, Verdict, const char *number, const char *where, const char *why);
void     tallied(Record *, size_t item, double ulps, const char *where);
/* of equals the first, whoever has measured it */
bool     beats(const Record *, size_t item, double ulps);
void     crown(Record *, size_t item, double ulps, const char *where);
Tally    total(const Results *);
void     freeresults(Results *);

/* ---- printed; samples: with all that putting together needs, as shard i/n ------------------ */

void    partline(const Results *, int part);
void    tables(const Results *, bool all);         /* all: a third one too */
void    csvtable(const Results *, bool samples);
json_t *jresults(const Results *, bool samples);

/* ---- put together: NULL, or what is wrong -------------------------------------------------- */

const char *absorb(Results *, const json_t *);     /* the JSON of a shard */
/* all shards are there: in the order of one process */
void settle(Results *);
/* the CSV of a shard as its JSON; NULL: it is none.  Writes into text */
json_t *csvresults(char *text);

#endif
