/* table.h -- a CSV of an experiment read back. */
#ifndef TABLE_H
#define TABLE_H
#include "engines/wengert.h"

typedef struct {
	char *all;                         /* the file, cut up */
	char **comment; size_t ncomments, commentroom;     /* without "# " */
	char *heading;                     /* the line of column names */
	char **name;   size_t columns, nameroom;
	char **line;   size_t n, lineroom;         /* rows as they stand there */
	char **cells;  size_t ncells, cellroom;            /* n x columns */
	size_t keys;                       /* columns that name a row */
} Table;

/* NULL: cannot be read, or is no such table.  A last line without its end is left out */
Table *newtable(const char *file, char why[WHY]);
void   freetable(Table *);
int    column(const Table *, const char *name);            /* -1: there is none */
const char *cell(const Table *, size_t row, int column);   /* "" where there is no such column */
double real(const Table *, size_t row, int column);        /* NaN: no number */
/* of a cell that holds several, with spaces between them, at most so many; how many there are */
size_t spaced(const char *cell, size_t most, double *);
const char *told(const Table *, const char *key);          /* of its provenance; "" */
/* "64,16,reverse"; good until the next call */
const char *keytext(const Table *, size_t row);
char  *keynames(const Table *);            /* "depth,width,engine", yours to release */
/* the key without one column, yours to release */
char  *seriesof(const Table *, size_t row, int but);

#endif
