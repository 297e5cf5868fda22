/* sheet.h -- a table in text: as wide as what stands in it, never columns that run together. */
#ifndef SHEET_H
#define SHEET_H
#include <stdbool.h>
#include <stddef.h>

enum { TERMINAL = 80 };                    /* its columns */

/* bright: so many characters of it, from the left; right: it stands on the right */
typedef struct { char *text; int bright; bool right; } Cell;

typedef struct {
	size_t cols, n, room;              /* n cells, row by row */
	Cell *cell;
	int front;                         /* the first column is at least so wide */
} Sheet;

void leftcell(Sheet *, char *text);             /* the next cell; the text is given away */
void rightcell(Sheet *, char *text);
void brightcell(Sheet *, char *text, int bright);
int  sheetwidth(const Sheet *);            /* of its widest line, as it is printed */
void printsheet(const Sheet *);            /* blanks before each column */
void freesheet(Sheet *);

/* text at most so wide, its end cut off where it is wider: yours to release */
char *cut(const char *, int width);
int   characters(const char *);            /* not bytes: one goes on with 10xxxxxx */

#endif
