/* birth.h -- where a NaN or an infinity comes into a gradient. */
#ifndef BIRTH_H
#define BIRTH_H
#include "checks/commands/options.h"

/* the first instruction, in the order in which they run, at which a number that is not finite comes
 * into the values; and into the adjoints, which the reverse sweep makes from the last to the
 * first */
typedef struct {
	bool inadjoints;                   /* else in the values */
	char *row, *operation, *value;     /* v3 = sqrt(v2), 0 */
	/* in the adjoints: of v3; of which argument, its value, its adjoint before and after */
	char *adjoint, *argument, *argumentvalue, *before, *after;
} Birth;

typedef struct { Birth at[2]; size_t n; } Births;

/* of the list at the point, in that number type; none where all is finite */
Births birthsof(const Options *, const Point *, const List *, const Num *);
char  *birthtext(const Birth *);           /* in sentences: yours to release */
void   freebirths(Births *);

#endif
