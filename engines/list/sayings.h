/* sayings.h -- the instructions of a list by what they say, so that an equal one is found:
 * hash-consing (Ershov 1958; Filliatre & Conchon 2006).
 */
#ifndef SAYINGS_H
#define SAYINGS_H
#include "engines/wengert.h"

typedef struct { Id row; uint32_t tag; } Slot;     /* instruction + 1, 0: free; tag: of its hash */

struct Sayings { Slot *slot;  int bits;  size_t used; };

/* what an instruction says, before there is one: primitive, shape, arguments, attributes */
typedef struct {
	const Prim *prim;
	uint32_t shape;
	size_t nargs, words;
	const V *x;
	const Word *attr;
	uint64_t hash;
} Saying;

/* 2^bits slots at first */
void   opensayings(Sayings *, int bits);
void   closesayings(Sayings *);
Saying saying(const Prim *, uint32_t shape, size_t nargs, const V *x, const void *attr,
	size_t words);
/* the instruction of l that says so; or none, and *free is where it belongs */
V      found(const Sayings *, List *l, const Saying *, Slot **free);
void   remember(Sayings *, Slot *free, uint64_t hash, V y);
/* from now on an instruction that says what an earlier one says is not recorded: that one stands
 * for it; of a list without numbers */
void   shareequal(List *);
/* the lowering of y, each instruction recorded anew: a sweep goes over those and no others */
V      loweredanew(V y, const V *x);

#endif
