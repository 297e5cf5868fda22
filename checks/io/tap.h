/* tap.h -- one line a check, counted: TAP 13, annotations of a code host, or, for people, only what
 * failed. */
#ifndef TAP_H
#define TAP_H
#include <stdbool.h>
#include <stddef.h>

typedef struct { size_t item; char *says; } Failure;
typedef struct { Failure *f; size_t n, room; } Failures;

typedef struct {
	size_t passed, failed, skipped;
	/* print TAP; failures to standard error; as annotations */
	bool lines, aside, github;
	bool all;                          /* for people what did not fail too */
	/* failures are kept there too, with the item of work (shard.h); NULL: nowhere */
	Failures *kept;
	const char *file; int line;        /* where an annotation points */
} Tally;

void check(Tally *, bool ok, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void skipped(Tally *, const char *why, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void retold(const char *line);             /* what another process printed, its lines counted on */
/* ::error file=... */
void annotate(const char *level, const char *file, int line, const char *title, const char *says);

struct Prim;
struct Engine;
/* what follows is about the rule of a primitive, */
void ruleplace(Tally *, const struct Prim *);
void engineplace(Tally *, const struct Engine *);  /* about what an engine promises */

#endif
