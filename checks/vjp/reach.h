/* reach.h -- what of a source a kernel needs: functions that it calls, types, tables. */
#ifndef REACH_H
#define REACH_H
#include "checks/vjp/kernel.h"

typedef struct Items Items;

Items *itemsof(const char *own);           /* of preprocessed text, which must stay */
void   freeitems(Items *);
size_t itemcount(const Items *);

/* one for each item: needed by the forward, the backward and the structs of a kernel; yours */
bool  *reached(const Items *, const Kernel *);
/* the text with line ends in the place of what is not needed; yours */
char  *pruned(const Items *, const bool *needed);
/* what in it loses its meaning in another type, "line 5: ..."; NULL: nothing; yours */
char  *veto(const Items *, const bool *needed);
bool   mentions(const Items *, const bool *needed, const char *name);

#endif
