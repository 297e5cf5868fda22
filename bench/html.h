/* html.h -- one page that stands alone: pictures in it, tables that sort themselves, nothing loaded
 * from elsewhere. */
#ifndef HTML_H
#define HTML_H
#include <stdio.h>

void opened(FILE *, const char *title);    /* as far as <body> */
void closed(FILE *);
void escaped(FILE *, const char *, size_t n);
void heading(FILE *, const char *id, const char *says);        /* with an anchor to itself */
/* two files, in the theme of the page */
void picture(FILE *, const char *light, const char *dark, const char *name);
void tabled(FILE *, const char *csv);      /* its rows, without the columns of raw samples */
/* its "# key value" lines but those that common has too; common NULL: all */
void origin(FILE *, const char *csv, const char *common);

#endif
