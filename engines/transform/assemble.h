/* assemble.h -- disjoint scatter-adds as one concatenation. */
#ifndef ASSEMBLE_H
#define ASSEMBLE_H
#include "engines/wengert.h"

typedef struct { size_t from, len; Id x; } Piece;

/* an instruction that is the sum of pieces along an axis, and of one more instruction, if any */
typedef struct {
	Piece *piece;  size_t n, room;
	int axis;
	bool more;  Id rest;
} Assembly;

/* of each instruction its only user + 1, 0: none or several; NULL: no piece is put anywhere */
Id  *usersof(const List *, const char *on);
/* instruction i; what it was is overwritten, its room kept */
bool assembles(const List *, const Id *user, size_t i, Assembly *);
/* the pieces as one instruction; map: of the old instructions */
V    Assembled(List *to, const Shape *, const Assembly *, const Id *map);

#endif
