/* preprocess.h -- a source as its compiler sees it. */
#ifndef PREPROCESS_H
#define PREPROCESS_H
#include "checks/vjp/signature.h"

/* sets foreign and own of a source; a file that the compiler refuses exits 2 with its message */
void  preprocess(Source *);
bool  iscplus(const char *file);           /* by its name */
char *folderof(const char *file);          /* where its headers are; yours to release */
/* the compiler with these words, in and out; its exit status.  said: yours to release */
int   compiler(const char *command, const Source *, const char *in, char **out, char **said);

/* names of system headers that keep their name: retype.c knows their value in each type */
extern const char *const kepttests[];      /* isnan and its like */

#endif
