/* hooks.h -- a source that reports its comparisons while it runs, by gcc's -fsanitize-coverage. */
#ifndef HOOKS_H
#define HOOKS_H
#include <stddef.h>
#include <stdint.h>

/* one comparison of a and b, where it stands, and the block that ran next */
typedef struct { void *at, *next; double a, b; int real; } Event;

/* of the library: reporting begins; it ends, and what was seen: blocks ever entered, all reports */
typedef void   Start(void);
typedef size_t Stop(Event **, size_t *blocks, uint64_t *reports);

typedef struct { Start *start; Stop *stop; const char *library; } Hooks;

/* put before the source, and behind it */
extern const char hookshead[], hookstail[];
#define HOOKSFLAGS "-O0 -g -fsanitize-coverage=trace-pc,trace-cmp"

#endif
