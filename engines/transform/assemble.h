/* assemble.h -- disjoint scatter-adds as one concatenation. */
#ifndef ASSEMBLE_H
#define ASSEMBLE_H
#include "engines/wengert.h"

typedef struct { size_t from, len; Id x; } Piece;

typedef struct {                           /* an instruction that is the sum of pieces along an axis, and of one more instruction, if any */
	Piece *piece;  size_t n, room;
	int axis;
	bool more;  Id rest;
} Assembly;

Id  *usersof(const List *, const char *on);        /* of each instruction its only user + 1, 0: none or several; NULL: no piece is put anywhere */
bool assembles(const List *, const Id *user, size_t i, Assembly *);     /* instruction i; what it was is overwritten, its room kept */
V    Assembled(List *to, const Shape *, const Assembly *, const Id *map);        /* the pieces as one instruction; map: of the old instructions */

#endif
