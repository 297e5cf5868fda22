/* prototypes.h -- the functions of a source, and the types that their parameters have. */
#ifndef PROTOTYPES_H
#define PROTOTYPES_H
#include "checks/vjp/kernel.h"
#include "checks/vjp/tokens.h"

/* typedef float real; typedef const float *in; */
typedef struct { char *name, *means; bool pointer, constant; } Alias;
/* overlaid: a union */
typedef struct {
	char *name;
	Param *field;
	int n;
	bool overlaid;
} Record;
typedef struct {
	Proto *p;       size_t n, room;
	Alias *alias;   size_t naliases, aliasroom;
	Record *record; size_t nrecords, recordroom;
} File;

/* of preprocessed text; all of it is kept in the pool */
File          prototypes(const char *text);
const Proto  *named(const File *, const char *name);       /* with a body, where there is one */
const Record *structnamed(const File *, const char *type);
bool          narrow(const char *type);            /* a number of 16 bits that C has */
bool          distant(const char *type);           /* one that C has not */
/* its body assigns to its elements, or does nothing with them but hand them on */
bool          writes(const Proto *, const char *name);

#endif
