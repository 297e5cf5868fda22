/* emitter.h -- a list as C: what the files of this wing share.
 *
 * An instruction has a place in memory or is said where it is read, as an expression.  What has one
 * is made by a unit: a loop nest over many results at once, straight code of scalars, a call of a
 * kernel, a loop around the units of a body.
 */
#ifndef EMITTER_H
#define EMITTER_H
#include "engines/compiled/emission.h"
#include "engines/compiled/index.h"
#include <obstack.h>

enum {
	BLOCK = 512, /* elements of a block between calls of functions */
	CHEAP = 14, /* operations: beyond, a value read twice is kept */
	HEAVY = 300, /* operations of one value, and of one loop */
	REGIONS = 12, /* of a loop, cut where pieces begin and end */
	CHUNK = 500 /* statements of a function */
};

typedef enum {
	GIVEN, /* inputs, constants, data */
	VIEW, /* its elements are those of its argument, elsewhere */
	PUT, /* pieces, or zeros around one */
	PLAIN, /* elementwise, an operator of C */
	FUNCTION, /* elementwise, a kernel */
	TOTAL, /* the sum of a long array */
	CALLED, /* any other kernel */
	STEPS /* a scan */
} Sort;

/* base[off] on, elements; no base: none yet */
typedef struct {
	const char *base;
	long off;
} Place;

typedef struct {
	Sort sort;
	bool mem, settled; /* it has a place, or will have one */
	bool outside; /* read beyond its unit */
	bool pointed, spread; /* its address is needed; read more often than it is long */
	uint32_t uses, cost, unit, level;
	uint32_t turn; /* it was settled after those with less */
	size_t reads, nreads; /* what with places it is made from: in Scope.read */
	Place place;
} Row;

typedef enum { LOOPS, STRAIGHT, KERNEL, SCANNED } Kind;

typedef struct {
	Kind kind;
	uint32_t level, ops;
	Nest nest;
	Shape shape; /* of the domain; flat: a vector */
	Id *root;
	size_t n, room;
} Job;

typedef struct Scope {
	const List *l;
	Row *row;
	Job *unit;
	size_t n, room;
	Id *read;
	size_t nread, readroom;
	size_t *order; /* of units */
	uint32_t turns;
	/* for one unit after the other, five by row; a stage of theirs */
	int *scratch, stamp;
} Scope;

typedef struct {
	const char *text;
	uint64_t hash;
} Known;

typedef struct {
	const Num *num;
	Fixed *call;
	size_t ncalls, callroom;
	Fixed *data;
	size_t ndata, dataroom;
	Known *known;
	size_t nknown, knownroom;
	Scope **scope;
	size_t nscopes, scoperoom;
	List **owned;
	size_t nowned, ownedroom; /* bodies, expanded */
	FILE *functions;
	struct obstack text; /* of expressions, until the program is written */
	size_t work, statements, names;
	bool loops; /* there are some */
} Emitter;

typedef struct {
	Id row;
	Index at;
	const char *name;
} Memo;
typedef enum { READ, EXACTLY, WRITTEN } Use; /* EXACTLY: through no neighbour */
typedef struct {
	Place place;
	bool written;
} Param;

/* one function being written, or probed */
typedef struct {
	Emitter *e;
	Scope *s;
	Nest nest;
	Index whole;
	FILE *out; /* NULL: only what it would read */
	int indent;
	bool fails; /* not in such loops */
	int cutvar;
	long cut; /* the loops are to be cut there; -1: nowhere */
	uint32_t turn; /* of the row that is made: later places are not there */
	Memo *memo;
	size_t nmemo, memoroom;
	size_t *slot;
	int bits; /* of memo, by row and index */
	Param *param;
	size_t nparams, paramroom;
	Id *touched;
	bool *asitis;
	size_t ntouched, touchroom, asroom;
	size_t ops, locals;
	/* of a unit of loops: the stage being written, those of its rows, their tiles; NULL: probed
	 */
	uint32_t unit;
	int stage;
	const int *stageof, *tileof;
} Said;

/* good until the program is written */
const char *words(Emitter *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* say.c */
Said opensaid(Emitter *, Scope *, Nest, Index whole);
void closesaid(Said *);
void forgetnames(Said *); /* names end with their loop */
/* an expression of that element; made: though its row has a place, it is not read there */
const char *say(Said *, Id i, Index a);
const char *made(Said *, Id i, Index a);
const char *callof(Said *, const char *name);
const char *parameter(Said *, Place, Use, long *c);
void line(Said *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
const char *literal(Emitter *, double);
bool isoperator(const Ins *); /* C has it, with the same bits */
bool ismove(const Prim *, Sort *); /* VIEW or PUT */

/* rows.c */
Scope *newscope(Emitter *, const List *);
void freescope(Scope *);
Id rootof(const Scope *, Id i, size_t *off); /* the row whose memory a view looks at */
Place placeof(const Scope *, Id i); /* of a row that has a place, or looks at one */
size_t length(const Scope *, Id i);

/* units as text */
const char *loopsof(Emitter *, Scope *, uint32_t unit); /* the call of its function */
void scalarsof(Emitter *, Scope *, uint32_t unit, FILE *, int indent);
void scanned(Emitter *, Scope *, Id i, FILE *, int indent);
void units(Emitter *, Scope *, FILE *, int indent);
const char *outlined(Emitter *, const char *body); /* the name of the function with it */
void places(Emitter *, Scope *); /* memory for what has none yet */

#endif
