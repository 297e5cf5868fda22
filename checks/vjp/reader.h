/* reader.h -- the text of a comment, read from left to right. */
#ifndef READER_H
#define READER_H
#include "checks/vjp/kernel.h"

/* last: the array that a clause without a name is about */
typedef struct {
	const char *s, *fault;
	Array *last;
} Reader;

void  skipblanks(Reader *);                /* and the stars that lines begin with */
bool  takebyte(Reader *, char);
bool  wordahead(Reader *, const char *word);
bool  takeword(Reader *, const char *word);
bool  takewords(Reader *, const char *const *words);       /* all in a row, or none */
char *readname(Reader *);
/* up to one of the bytes in stop, outside parentheses */
char *readexpression(Reader *, const char *stop);
/* a number, a name, or an expression of them: to the last term that an operator joins */
char *readvalue(Reader *);
Array readarray(Reader *);                 /* x[B,C] and what is said of its elements */
bool  aboutarray(Reader *, Array *);       /* a clause about an array, after its name */
extern const char *const placewords[];     /* in place */

#endif
