/* passes.h -- the passes over lists by name, as `wengert trace --after` and the golden lists run
 * them.
 */
#ifndef PASSES_H
#define PASSES_H
#include "engines/wengert.h"

typedef struct {
	const char *name, *does;
	List *(*make)(List *, const Num *);                /* frees its argument; NULL: leaves it */
	void  (*show)(const List *, const Num *, FILE *);  /* what it decides, if no list */
} Pass;

extern const Pass passtable[];             /* ended by no name */

/* the list after the passes named, with commas between them, one after the other; frees it; a
 * mistake exits 2.  last: the last of them */
List *after(const char *names, List *, const Num *, const Pass **last);
/* the list as text, or what the pass decides */
void  showafter(const Pass *last, const List *, const Num *, FILE *);

#endif
