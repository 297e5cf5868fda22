/* out.h -- figures as people and programs read them. */
#ifndef OUT_H
#define OUT_H
#include "checks/measure/assess.h"
#include "checks/commands/options.h"
#include <jansson.h>

#define NOBREAK "\302\240"                 /* a blank at which folded() ends no line */

/* what JSON lacks are the strings "nan", "inf", "-inf" */
json_t *jreal(double);
json_t *jmpfr(const mpfr_t, int digits);   /* a string; null where NaN */
/* a number, or a string where a double does not hold it */
json_t *jnum(const Num *, const void *);
json_t *jfixed(const Point *);             /* what --vars leaves fixed: name and value of each */
json_t *jvector(const double *, size_t n);
/* from now on jansson allocates by alloc: without memory it would leave out keys and say nothing */
void    sayjson(void);
char   *jtext(const json_t *, size_t flags);       /* yours to release */
void    jprint(json_t *);                  /* to standard output, and release */

char *plain(const mpfr_t, int digits);     /* 12.5, 1.25e-30: yours to release */
void  cellto(FILE *, const char *);
void  csvcell(const char *);               /* words: quoted where they have a comma or a quote */
void  csvreal(double);                     /* a comma, and nothing more of NaN */
void  csvmpfr(const mpfr_t, int digits);   /* the same */
/* 40 digits; nothing where there is no number: yours to release */
char *csvtruth(const Truth *);
/* the shortest text that reads back as the same number */
char *shortest(const Num *, const void *);
/* that, or as many of its digits as fit into so many characters: yours to release */
char *brief(const Num *, const void *, int width);
/* 0.33, 4022, 1.2e+05, -; good until the eighth call after */
const char *ulptext(double);
/* counts characters, not bytes; negative: on the right */
void  padded(const char *, int width);
/* from that column on to the end of the line; at 80 columns it goes on in the next, indented, save
 * at a no-break blank */
void  folded(int column, int indent, const char *sentence);
void  wrapped(const char *name, int indent, const char *sentence);   /* beside a name */
/* the name that begins a row of a table: one that is wider has a line to itself, and "" is for the
 * row; yours to release */
char *lead(const char *name, int width);
char *shellword(const char *);             /* as a shell reads it back: yours to release */
const char *statusword(const Answer *);

#endif
