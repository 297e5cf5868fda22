/* said.h -- what a compiler and a linker say. */
#ifndef SAID_H
#define SAID_H

char *firstline(const char *said);         /* the first with an error; yours, all of these */
char *plainname(const char *s);            /* elsewhere of _Z9elsewherei */
/* the next name that the linker has not found, from *at on; NULL: no more */
char *unfound(const char **at);

#endif
