/* part.h -- shard i of n of this run, done by a child that is this program with these arguments. */
#ifndef PART_H
#define PART_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

/* ---- in the child ------------------------------------------------------------------------- */

size_t partof(void); /* n, and shard is set; 0: this is no such child */
bool inpart(void);
void deliverpart(const char *result);

/* ---- in the one that started it ------------------------------------------------------------- */

typedef struct {
	size_t i, n;
	char *printed, *result; /* yours to release */
	char *why; /* it has not come to its end: the reason; NULL: it has */
} Part;

typedef struct {
	pid_t child;
	size_t i, n;
	FILE *out, *result;
} Started;

Started startpart(size_t i, size_t n);
/* whether the child has ended; wait: until it has */
bool endedpart(Started *, bool wait, Part *);
void freepart(Part *);

/* bytes that say where they end, so that what was cut is seen; yours */
char *packed(const Part *, size_t *bytes);
bool unpacked(const char *bytes, size_t n, Part *);

/* of the program, its arguments, the contents of the files they name, the environment that it
 * reads, and a text of the caller's */
uint64_t fingerprint(const char *reads);
void eachline(char *text, void line(const char *)); /* writes into text */
/* all of it from where it stands, ended by a zero that is not counted, and closes it; yours */
char *bytesof(FILE *, size_t *n);

#endif
