/* every.c -- `--every`: a scalar kernel in binary32 at all 2^32 inputs.
 *
 * The rule in binary64 stands for the truth.  In each block of 2^12 neighbours it is held against
 * the rule in binary128 at BLOCKSAMPLES of them: where the two differ by more than a part of an ulp
 * the whole block is held against binary128, and where that too is rough the block counts as not
 * known.
 * At one of the samples the rule in binary128 is held against differences of the forward.  The
 * worst input of each segment becomes a case like any other.
 */
#include "checks/vjp/cover.h"
#include "checks/vjp/exhaust.h"
#include "checks/vjp/entries.h"
#include "checks/vjp/roles.h"
#include "checks/vjp/values.h"
#include "checks/io/progress.h"
#include <errno.h>
#include <fenv.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BLOCK = 1 << 12, BLOCKS = 1 << 20, WORKERS = 16 };

/* of one process, where its parent reads it */
typedef struct {
	Sweep sweep;
	Suspect suspect[MOSTSUSPECTS];
	size_t n;
	volatile uint64_t done;
} Share;

typedef struct {
	Sweeper s;
	Quick middle;                      /* binary64 */
	bool saved;                        /* the backward is given results */
} Worker;

static float floatof(uint32_t bits)
{
	float f;

	memcpy(&f, &bits, sizeof f);
	return f;
}

/* ---- calls without a binary128 between ------------------------------------------------------ */

static float ownrule(Worker *w, float x)
{
	Quick *q = &w->s.own;
	const Kernel *k = q->k;
	float g;

	memcpy(q->at[place(k, ARGUMENT, 0)], &x, sizeof x);
	if (w->saved) q->forward(q->at, q->n);
	memset(q->at[place(k, k->tangents ? COTANGENT : GRADIENT, 0)], 0, sizeof g);
	q->backward(q->at, q->n);
	memcpy(&g, q->at[place(k, k->tangents ? COTANGENT : GRADIENT, 0)], sizeof g);
	return g;
}

static double middlerule(Worker *w, double x)
{
	Quick *q = &w->middle;
	const Kernel *k = q->k;
	double g;

	memcpy(q->at[place(k, ARGUMENT, 0)], &x, sizeof x);
	if (w->saved) q->forward(q->at, q->n);
	memset(q->at[place(k, k->tangents ? COTANGENT : GRADIENT, 0)], 0, sizeof g);
	q->backward(q->at, q->n);
	memcpy(&g, q->at[place(k, k->tangents ? COTANGENT : GRADIENT, 0)], sizeof g);
	return g;
}

static Quad widerule(Worker *w, Quad x, Quad *y)
{
	Quad g[MOST];

	*y = quickforward(&w->s.wide, &x);
	quickbackward(&w->s.wide, &x, g);
	return g[0];
}

/* ---- a block ------------------------------------------------------------------------------- */

typedef enum { NOBODY, BY64, BY128 } Judging;

static Judging sampled(Worker *w, uint32_t bits, bool first)
{
	Quad x = (Quad)floatof(bits), y, z, g = widerule(w, x, &y), up;
	double u = spacing(toreal(g), F32);

	if (!finiteq(y) || !finiteq(g)) return BY128;
	fesetround(FE_UPWARD);
	up = widerule(w, x, &z);
	fesetround(FE_TONEAREST);
	if (first) checked(&w->s, &x, y, &g);
	if (!(absq(up - g) <= (Quad)(u / 16))) return NOBODY;
	return absq((Quad)middlerule(w, (double)x) - g) <= (Quad)(u / 32) ? BY64 : BY128;
}

static void one(Worker *w, Stretch *s, float x, Judging trust)
{
	float given = ownrule(w, x);
	double truth, error;

	if (trust == BY128) {
		Quad y, g = widerule(w, (Quad)x, &y);

		truth = toreal(g);
		error = toreal(absq((Quad)given - g));
	} else {
		truth = middlerule(w, x);
		error = fabs(given - truth);
	}
	if (truth != truth || fabs(truth) > 0x1.fffffep127) {
		tally(s, x, NAN);
		return;
	}
	tally(s, x, isfinite(given) ? error / spacing(truth, F32) : INFINITY);
}

static bool admitted32(const Worker *w, uint32_t bits)
{
	float x = floatof(bits);

	return isfinite(x) && allowed(w->s.c, 0, (Quad)x);
}

static void block(Worker *w, uint32_t from)
{
	Judging trust = BY64;
	Sweep *all = w->s.sweep;

	for (uint32_t k = 0; k < BLOCKSAMPLES; k++) {
		uint32_t at = from + k * (BLOCK - 1) / (BLOCKSAMPLES - 1);
		Judging t = admitted32(w, at) ? sampled(w, at, k == 1) : trust;

		if (t == NOBODY || trust == NOBODY) trust = NOBODY;
		else if (t == BY128) trust = BY128;
	}
	for (uint32_t k = 0; k < BLOCK; k++) {
		float x = floatof(from + k);
		Stretch *s;

		if (!admitted32(w, from + k)) continue;
		s = segmentof(all, x);
		all->inputs++;
		if (trust == NOBODY) s->unknown++;
		else one(w, s, x, trust);
	}
}

/* ---- all of them --------------------------------------------------------------------------- */

static bool opened(Worker *w, Bench *b, const Kernel *k, const Case *c, Sweep *sweep)
{
	const Quad nothing = 0;
	Quad ignored[MOST];

	*w = (Worker){ .s = { .b = b, .c = c, .sweep = sweep, .p = F32, .wanted = 1 } };
	for (int r = 0; r < k->nres; r++)
		w->saved |= usesrole(k, &k->backward, RESULT, r) || k->from[r];
	for (int i = 0; i < k->backward.n; i++)
		w->saved |= k->backward.param[i].role == COMPOUND;
	if (k->over[0] || !newquick(&w->s.own, b->s, k, F32, c) ||
		!newquick(&w->middle, b->s, k, F64, c) || !newquick(&w->s.wide, b->s, k, F128, c))
		return false;
	/* what stays: given numbers, the cotangent 1 */
	quickforward(&w->s.own, &nothing), quickbackward(&w->s.own, &nothing, ignored);
	quickforward(&w->middle, &nothing), quickbackward(&w->middle, &nothing, ignored);
	return true;
}

static void worked(Worker *w, Share *part, size_t from, size_t step)
{
	segments(&part->sweep, F32);
	for (size_t k = from; k < BLOCKS; k += step) {
		block(w, (uint32_t)k * BLOCK);
		part->done++;
	}
	memcpy(part->suspect, w->s.suspect, sizeof part->suspect);
	part->n = w->s.n;
}

static void sofar(const Share *part, size_t n, const Asked *a, const struct timespec *begin)
{
	uint64_t done = 0;
	double all = (double)BLOCKS / (a->shards ? (double)a->shards : 1), share, t = since(begin);

	if (!onterminal() || t < 2) return;
	for (size_t k = 0; k < n; k++) done += part[k].done;
	share = (double)done / all;
	fprintf(stderr, "\r%5.1f %% of all inputs, %.0f s left  ", 100 * share,
		share > 0 ? t / share - t : 0);
}

static size_t workers(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > WORKERS ? WORKERS : (size_t)n;
}

/* false: a process could not be had, or did not come to its end */
static bool swept(Bench *b, const Kernel *k, const Case *c, Share *part, size_t n)
{
	const Asked *a = b->asked;
	size_t shards = a->shards ? a->shards : 1, from = a->shards ? a->shard - 1 : 0, left = n;
	struct timespec begin;
	bool fine = true;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	fflush(NULL);
	for (size_t w = 0; w < n; w++) {
		pid_t pid = fork();

		if (pid < 0) bad("no process for --every: %s", strerror(errno));
		if (!pid) {
			Worker one;

			prctl(PR_SET_PDEATHSIG, SIGKILL);  /* not kept across a fork */
			if (!opened(&one, b, k, c, &part[w].sweep)) _exit(1);
			worked(&one, &part[w], from + w * shards, n * shards);
			_exit(0);
		}
	}
	while (left) {
		int status = 0;
		struct timespec nap = { 0, 50000000 };

		if (waitpid(-1, &status, WNOHANG) > 0)
			left--, fine &= !status;
		else
			sofar(part, n, a, &begin), nanosleep(&nap, NULL);
	}
	if (onterminal()) fputs("\r\033[K", stderr);
	return fine;
}

/* ---- the worst of it, judged ------------------------------------------------------------------
 */

static void proved(Bench *b, const Sweeper *s, Quad x)
{
	const Kernel *all = b->k;
	char *file = text("%s", b->k->file);

	b->run = b->plan + (long)b->nadded + (b->one ? planned(b->one) : 0);
	b->k = s->c->kernel;
	onecase(b, pointcase(s, &x), 0);
	b->k = all;
	for (int a = 0; a < all->nargs; a++) {
		Finding *f = finding(b, a);

		if (f->run == b->run && *f->again)
			snprintf(f->again, sizeof f->again, "wengert vjp %s %s --every", file,
				all->name);
	}
	release(file);
}

static void together(Bench *b, const Kernel *k, const Case *c, Share *part, size_t n)
{
	Sweep *all = &b->v->sweep;
	Sweeper s = { .b = b, .c = c, .sweep = all, .p = F32, .wanted = 1 };

	(void)k;
	segments(all, F32);
	for (size_t w = 0; w < n; w++) merged(all, &part[w].sweep);
	all->ran = true, all->sharded = b->asked->shards > 1;
	for (size_t w = 0; w < n; w++) {
		all->suspects += part[w].sweep.suspects;
		for (size_t i = 0; i < part[w].n; i++) proved(b, &s, part[w].suspect[i].x[0]);
	}
	for (int i = 0; i < all->n; i++)
		if (all->part[i].count && all->part[i].worst > 0)
			proved(b, &s, (Quad)all->part[i].at);
}

void everyinput(Bench *b)
{
	const Kernel *k = b->one ? b->one : b->k;
	size_t n = workers();
	Case *c;
	Share *part;
	struct timespec begin;

	if (!sweeps(b, k, false) || native(k) != F32 || k->nargs != 1) {
		if (!b->v->sweep.ran && !*b->v->note)
			snprintf(b->v->note, sizeof b->v->note,
				"--every: only a kernel of one number, or of an array whose "
				"elements "
				"each stand for themselves, in binary32 or 16 bits, has inputs "
				"that "
				"can all be tried");
		return;
	}
	clock_gettime(CLOCK_MONOTONIC, &begin);
	c = newcase(k, 5, b->asked->seed, 0);
	part = mmap(NULL, n * sizeof *part, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		0);
	if (part == MAP_FAILED) bad("no shared memory: %s", strerror(errno));
	if (c && swept(b, k, c, part, n)) {
		together(b, k, c, part, n);
		b->v->sweep.seconds = since(&begin);
	} else
		snprintf(b->v->note, sizeof b->v->note,
			"--every: the kernel stopped at some input");
	munmap(part, n * sizeof *part);
	freecase(c);
}
