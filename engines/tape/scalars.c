/* scalars -- the memory of a scalar program, and the sweep back through it:   ga += gy dy/da
 *
 * Rows lie in blocks that double up to a bound and are kept from one recording to the next.  A
 * row's adjoint is handed on and forgotten, so that a second sweep starts from what was seeded
 * since; variables keep theirs. A zero is not handed on: 0*inf does not leak out of a branch that
 * was not taken.
 */
#include "engines/tape/scalars.h"
#include "engines/wengert.h"
#include <string.h>

enum { LEAST = 1 << 12, MOST = 1 << 19 };  /* steps of a block: 32 KiB, 4 MiB */
enum { PAGE = 4096, LINE = 64 };           /* bytes */

typedef struct { void *mem; Step *at, *end, *used; } Block;

_Thread_local Pen pen;
static _Thread_local struct {
	Block *block;   size_t nblocks, blockroom, open;   /* open: blocks in use */
	uint32_t *in;   size_t nin, inroom;        /* the variables */
	void *mem;      double *g;    size_t room; /* adjoints by id */
	bool seeded;                               /* since the last sweep */
} arena;

/* Loads and stores to equal addresses modulo 4 KiB wait for each other, on huge pages modulo 1 MiB:
 * each stream starts on a cache line of the page that is its own, adjoints on the first. */
static void *offset(void *mem, size_t stream)
{
	size_t want = stream ? (1 + (stream * 5) % (PAGE / LINE - 1)) * LINE : 0;

	return (char *)mem + ((want - (uintptr_t)mem) & (PAGE - 1));
}

static void newblock(void)
{
	size_t k = arena.nblocks++, n = k < 7 ? (size_t)LEAST << k : MOST;
	Block *b;

	arena.block = grow(arena.block, &arena.blockroom, arena.nblocks, sizeof *arena.block);
	b = &arena.block[k];
	b->mem = alloc(n * sizeof(Step) + PAGE, 1);
	b->at = offset(b->mem, k + 1);
	b->end = b->at + n;
}

void turnpage(void)
{
	Block *b;

	if (pen.n >= UINT32_MAX - MOST)
		bad("a scalar program holds at most %u operations", UINT32_MAX - MOST);
	if (arena.open)
		arena.block[arena.open - 1].used = pen.at;
	if (arena.open == arena.nblocks)
		newblock();
	b = &arena.block[arena.open++];
	pen.at = b->at;
	pen.end = b->end;
}

Scalar variable(double v)
{
	if (pen.end - pen.at < 3)
		turnpage();
	pen.at++->of.a = 0;
	arena.in = grow(arena.in, &arena.inroom, arena.nin + 1, sizeof *arena.in);
	arena.in[arena.nin++] = (uint32_t)++pen.n;
	return (Scalar){ v, (uint32_t)pen.n };
}

/* ---- adjoints ---------------------------------------------------------------- */

static void reach(size_t n)
{
	size_t was = arena.room;
	void *old = arena.mem;

	if (n < was)
		return;
	arena.room = n + n / 8 + 1;
	arena.mem = alloc(arena.room * sizeof(double) + PAGE, 1);
	if (old)
		memcpy(offset(arena.mem, 0), arena.g, was * sizeof(double));
	arena.g = offset(arena.mem, 0);
	release(old);
}

void seed(Scalar y, double g)
{
	if (!y.id)
		return;
	reach(pen.n);
	arena.g[y.id] += g;
	arena.seeded = true;
}

/* the rows of one block, from p back; row: the last one's id */
static size_t back(const Step *from, const Step *p, size_t row, double *g)
{
	for (; p > from; row--) {
		uint32_t a = (--p)->of.a, b;
		double gy = g[row];

		if (!a)
			continue;
		b = p->of.b;
		p -= b ? 2 : 1;
		if (gy == 0)
			continue;
		g[row] = 0;
		g[a] += gy*p[0].d;
		if (b) g[b] += gy*p[1].d;
	}
	return row;
}

void backwardtape(void)
{
	size_t row = pen.n;

	if (!arena.seeded)
		return;
	for (size_t k = arena.open; k-- > 0; )
		row = back(arena.block[k].at, k + 1 == arena.open ? pen.at : arena.block[k].used,
			row, arena.g);
	arena.seeded = false;
}

double adjoint(Scalar x) { return x.id < arena.room ? arena.g[x.id] : 0; }

void zeroadjoints(void)
{
	if (arena.seeded)
		memset(arena.g, 0, arena.room * sizeof *arena.g);
	for (size_t k = 0; k < arena.nin && arena.in[k] < arena.room; k++)
		arena.g[arena.in[k]] = 0;
	arena.seeded = false;
}

/* ---- again, and no more -------------------------------------------------------- */

void resettape(void)
{
	zeroadjoints();
	arena.open = arena.nin = 0;
	pen = (Pen){ 0 };
}

void freescalars(void)
{
	for (size_t k = 0; k < arena.nblocks; k++)
		release(arena.block[k].mem);
	release(arena.block);
	release(arena.in);
	release(arena.mem);
	memset(&arena, 0, sizeof arena);
	pen = (Pen){ 0 };
}

Recorded recorded(void)
{
	Recorded r = { .rows = pen.n,
		.bytes = arena.nin * sizeof *arena.in,
		.held = arena.inroom * sizeof *arena.in };

	for (size_t k = 0; k < arena.open; k++)
		r.bytes += (size_t)((char *)(k + 1 == arena.open ? pen.at : arena.block[k].used) -
			(char *)arena.block[k].at);
	for (size_t k = 0; k < arena.nblocks; k++)
		r.held += (size_t)(arena.block[k].end - arena.block[k].at) * sizeof(Step) + PAGE;
	r.held += arena.room ? arena.room * sizeof(double) + PAGE : 0;
	return r;
}
