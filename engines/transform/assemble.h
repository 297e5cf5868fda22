/* tile.h -- sums of pieces put into zeros that lie side by side. */
#ifndef TILE_H
#define TILE_H
#include "engines/wengert.h"

typedef struct { size_t from, len; Id x; } Piece;

typedef struct {                           /* a row that is the sum of pieces along an axis, and of one more row, if any */
	Piece *piece;  size_t n, room;
	int axis;
	bool more;  Id rest;
} Tiling;

Id  *usersof(const List *, const char *on);        /* of each row its only user + 1, 0: none or several; NULL: no piece is put anywhere */
bool tiling(const List *, const Id *user, size_t i, Tiling *);     /* row i; what it was is overwritten, its room kept */
V    Tiled(List *to, const Shape *, const Tiling *, const Id *map);        /* the pieces as one row; map: of the old rows */

#endif
