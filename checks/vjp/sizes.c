/* sizes.c -- each size from 1 on with the others small, in a child, for a kernel may overrun its
 * arrays at some: those at which a block runs, or a comparison turns over, that did neither before.
 */
#include "checks/vjp/cover.h"
#include "checks/vjp/limits.h"
#include "checks/vjp/literals.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* that size at n; MIXED: all at random, the n-th time; FLAT: size n large, the others not small;
 * TILE: sizes i and j at m, n = m PAIRED + i SIZES + j.  wide: only for its size.  Of a huge case:
 * its backward was called, it returned, it misses */
typedef struct { int size; long n; bool wide; } News;
enum { MIXED = -1, FLAT = -2, CALLED = -3, RETURNED = -4, MISSED = -5, TILE = -6 };
enum { BYTE = 255, PAIRED = SIZES * SIZES };

/* tells whoever reads `to` where it leads elsewhere; the reports it took */
static uint64_t probe(Cover *v, int i, long n, int to)
{
	Case *c = sizedcase(v->b->k, i, n, v->b->asked->seed);

	if (!c) return 0;
	if (saw(v, c, true, NULL, NULL) &&
		write(to, &(News){ i, n, false }, sizeof(News)) < 0) _exit(0);
	freecase(c);
	return v->reports;
}

/* how the reports of one case grow with a size: reports at n, n^power */
typedef struct { long n; double reports, power; } Growth;
static Growth growth[SIZES];               /* of the child */

static void learnt(Growth *g, long n, double reports)
{
	/* from half of the size, or a little less, to it */
	if (g->n && n >= 2 * g->n && g->reports > 0 && reports > g->reports)
		g->power = log(reports / g->reports) / log((double)n / (double)g->n);
	if (!g->n || n >= 2 * g->n) g->n = n, g->reports = reports;
}

static double expected(int i, long n)
{
	const Growth *g = &growth[i];

	return g->n ? g->reports * pow((double)n / (double)g->n, fmax(1, g->power)) : 0;
}

/* of sizes beyond those tried one by one: none that takes seconds */
static void faraway(Cover *v, int i, long n, int to)
{
	if (expected(i, n) <= (double)SCANREPORTS) probe(v, i, n, to);
}

/* all of them until the reports are more than a limit; then what the source names, powers of 2, and
 * the largest */
static void scan(Cover *v, int i, int to)
{
	uint64_t all = 0, most = (uint64_t)SCANREPORTS / (uint64_t)v->b->k->nsizes;
	long n = 1;
	size_t many;
	double *named = literals(v->b->k->file, &many);

	for (; n <= SIZEMOST && all < most; n++) {
		uint64_t one = probe(v, i, n, to);

		if (one) learnt(&growth[i], n, (double)one);
		all += one;
	}
	for (size_t k = 0; k < many; k++)
		for (long m = (long)named[k] - 1; named[k] <= LARGEST && m <= named[k] + 1; m++)
			if (m >= n) faraway(v, i, m, to);
	for (long m = 1; m <= SIZEMOST; m *= 2)
		if (m > n) faraway(v, i, m, to), faraway(v, i, m + 1, to);
	if (n < SIZEMOST) faraway(v, i, SIZEMOST, to);
	release(named);
}

static Case *caseof(const Cover *v, const News *w)
{
	const Kernel *k = v->b->k;
	unsigned long seed = v->b->asked->seed;

	if (w->size == FLAT) return flatcase(k, (int)w->n, MIXEDSTEPS, seed);
	if (w->size == TILE)
		return tilecase(k, (int)(w->n / SIZES % SIZES), (int)(w->n % SIZES),
			w->n / PAIRED, seed);
	if (w->size == MISSED) return hugecase(k, PASTSHORT, SIZEMOST, seed);
	if (w->size != MIXED) return sizedcase(k, w->size, w->n, seed);
	return mixedcase(k, w->n ? MIXEDSTEPS : LARGEST, (unsigned long)w->n, seed);
}

/* what its loops would report, by how they grow with each size */
static double predicted(const Case *c)
{
	double all = 0;

	for (int i = 0; i < c->kernel->nsizes; i++) {
		const Growth *g = &growth[i];

		if (!g->n) return INFINITY;
		if (!all) all = expected(i, 4);
		all *= expected(i, c->size[i]) / expected(i, 4);
	}
	return all;
}

static bool wide(Cover *v, News w, int to)
{
	Case *c = caseof(v, &w);
	bool few, all = w.size == TILE && !(w.n % PAIRED);
	double most = all ? ALLREPORTS : WIDEREPORTS;

	if (!c || (w.size >= 0 && expected(w.size, w.n) > most) ||
		((w.size == FLAT || w.size == TILE) && predicted(c) > most)) {
		if (c) freecase(c);
		return false;
	}
	saw(v, c, true, NULL, NULL);
	few = v->reports <= (uint64_t)most;
	if (few && write(to, &w, sizeof w) < 0) _exit(0);
	freecase(c);
	return few;
}

/* what two sizes reach together, the second tile of both: of tiles that the source names, of 64, or
 * of 32 where that is too much */
static void tiles(Cover *v, int to)
{
	size_t many;
	double *named = literals(v->b->k->file, &many);

	for (int i = 0, pairs = 0; i < v->b->k->nsizes; i++)
		for (int j = i + 1; j < v->b->k->nsizes && pairs < PAIRS; j++, pairs++) {
			long at = i * SIZES + j;

			for (size_t k = 0; k < many; k++)
				if (named[k] >= TILED && named[k] <= TILEMOST)
					wide(v, (News){ TILE, ((long)named[k] + 1) * PAIRED + at,
						       true }, to);
			if (!wide(v, (News){ TILE, TILED * PAIRED + at, true }, to))
				wide(v, (News){ TILE, TILED / 2 * PAIRED + at, true }, to);
		}
	/* three and more: each beyond a tile of 64, 32, 16 or 8, as far as time allows */
	for (long n = TILED; v->b->k->nsizes > 2 && n > TILED / 16; n = (n + 1) / 2)
		if (wide(v, (News){ TILE, n * PAIRED, true }, to)) break;
	release(named);
}

/* sizes at which no comparison need turn over: a count that a byte, a row of threads or a chunk
 * does not hold */
static void widely(Cover *v, int to)
{
	size_t many;
	double *named = literals(v->b->k->file, &many);

	/* what the source names: a block is then the last and whole */
	for (int i = 0; i < v->b->k->nsizes; i++)
		for (size_t k = 0, n = 0; k < many && n < NAMEDSIZES; k++)
			if (named[k] >= NAMEDLEAST && named[k] <= LARGEST &&
				named[k] == rint(named[k])) {
				n += wide(v, (News){ i, (long)named[k], true }, to);
				/* a buffer of so many, a count that is cut off there */
				wide(v, (News){ i, (long)named[k] + 1, true }, to);
			}
	release(named);
	for (int i = 0; i < v->b->k->nsizes; i++) {
		wide(v, (News){ i, SIZEMOST, true }, to), wide(v, (News){ i, BYTE + 2, true }, to);
		/* of pairs or blocks of four, one element and three are left over */
		wide(v, (News){ i, SIZEMOST - 1, true }, to);
	}
	for (long k = 0; k < 5 && v->b->k->nsizes > 1; k++) wide(v, (News){ MIXED, k, true }, to);
	for (int i = 0; i < v->b->k->nsizes && v->b->k->nsizes > 1; i++)
		wide(v, (News){ FLAT, i, true }, to);
	tiles(v, to);
}

/* ---- more elements than a short counts ---------------------------------------------------- */

static bool tell(int to, int what) { return write(to, &(News){ what, 0, true }, sizeof(News)) > 0; }

/* in a child, for it may write beyond its arrays; of the forward alone nothing is told */
static void hugely(Cover *v, int to)
{
	Case *c = hugecase(v->b->k, PASTSHORT, SIZEMOST, v->b->asked->seed);
	Huge h;

	if (c && v->b->s->has[F64] && !v->b->k->tangents && predicted(c) <= HUGEREPORTS) {
		h = newhuge(v->b, c);
		if (tell(to, CALLED) && hugerule(&h) && tell(to, RETURNED) && misses(&h))
			tell(to, MISSED);
	}
	_exit(0);
}

/* a size alone may be more than it is made for; where each is as small as those that ran alone, it
 * is the number of elements */
static void wentfar(Cover *v, bool returned)
{
	Bench *b = v->b;
	Case *c = hugecase(b->k, PASTSHORT, SIZEMOST, b->asked->seed);

	if (!c) return;
	if (returned) ransizes(b, c);
	else if (b->k->nsizes > 1 && b->v->ruling != WRONG) {
		b->v->ruling = WRONG;
		snprintf(b->v->why, sizeof b->v->why,
			"%s crashed where an array has %zu elements and %s returns, with %s",
			b->k->backward.name, elementsof(c), b->k->forward.name, sizestext(c));
	}
	freecase(c);
}

/* what the child saw of whole numbers, in memory of both: an outcome that was news is judged, and
 * was not seen in the parent; the last is for the child to say that it is done */
static Site *leaves(const Cover *v)
{
	void *at = mmap(NULL, (v->nsites + 1) * sizeof(Site), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return at == MAP_FAILED ? NULL : at;
}

static void leave(const Cover *v, Site *left, size_t n)
{
	if (!left) return;
	if (n) memcpy(left, v->site, n * sizeof *left);
	left[n].varies = true;
}

static void inherit(Cover *v, Site *left)
{
	if (!left) return;
	for (size_t k = 0; k < v->nsites && left[v->nsites].varies; k++)
		if (!v->site[k].real) v->site[k] = left[k];
	munmap(left, (v->nsites + 1) * sizeof *left);
}

/* news first, as many as there is room for, then sizes for their own sake */
static size_t found(Cover *v, News *news, size_t most)
{
	const size_t sites = v->nsites;
	Site *left = leaves(v);
	int to[2], huge = 0;
	size_t n = 0, ofnews = 0;
	News one;
	pid_t child;

	if (pipe(to)) return 0;
	fflush(NULL);
	child = fork();
	if (!child) {
		for (int i = 0; i < v->b->k->nsizes; i++) scan(v, i, to[1]);
		widely(v, to[1]);
		leave(v, left, sites);
		hugely(v, to[1]);
	}
	close(to[1]);
	while (child > 0 && n < most && read(to[0], &one, sizeof one) == sizeof one) {
		if (one.size == CALLED || one.size == RETURNED) huge = one.size;
		else if (one.wide || ofnews++ < SIZECASES) news[n++] = one;
	}
	close(to[0]);
	if (child > 0) waitpid(child, NULL, 0);
	inherit(v, left);
	if (huge) wentfar(v, huge == RETURNED);
	return n;
}

void sizesof(Cover *v)
{
	News news[SIZECASES + 33 + 3 * PAIRS + 2 * SIZES * NAMEDSIZES];
	size_t n = found(v, news, sizeof news / sizeof *news);

	for (size_t k = 0; k < n; k++) {
		Case *c = caseof(v, &news[k]);

		if (!c) continue;
		c->large = true, c->huge = news[k].size == MISSED;
		append(v->b, c, ADDED);
	}
}

/* ---- which ran ------------------------------------------------------------------------------ */

static int up(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

/* N 1-7, 40, 137 · C 1-5 */
void triedsizes(const Bench *b, char *to, size_t room)
{
	size_t at = 0;

	*to = 0;
	for (int i = 0; i < b->k->nsizes; i++) {
		long *n = alloc(b->nran + 1, sizeof *n);

		for (size_t k = 0; k < b->nran; k++) n[k] = b->ran[k * SIZES + (size_t)i];
		qsort(n, b->nran, sizeof *n, up);
		for (size_t k = 0; k < b->nran && at + 40 < room;) {
			size_t from = k;

			while (k + 1 < b->nran && n[k + 1] <= n[k] + 1) k++;
			at += (size_t)snprintf(to + at, room - at,
				from        ? ", "
					: i ? " · %s "
					    : "%s ",
				b->k->size[i]);
			at += (size_t)snprintf(to + at, room - at,
				n[from] == n[k] ? "%ld" : "%ld-%ld", n[from], n[k]);
			k++;
		}
		release(n);
	}
}
