/* tap.h -- one line a check, counted: TAP 13 or, for people, only what failed. */
#ifndef TAP_H
#define TAP_H
#include <stdbool.h>
#include <stddef.h>

typedef struct { size_t passed, failed, skipped; bool lines, aside; } Tally;   /* lines: print TAP; aside: failures to standard error */

void check(Tally *, bool ok, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void skipped(Tally *, const char *why, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

#endif
