/* hardest.c -- tools of others at the numbers where a derivative of ours is worst.
 *
 * They compute in binary64, as their users do, and PyTorch in binary32: a column is in ulps of the
 * type its tool computes in.  Where it is further from our rule in binary64 than the worst so far,
 * the reference says by how much it is off, and that is what is told: 0 is the error of our rule in
 * binary64.  Where there is no derivative, a tool may say what it likes.
 */
#include "bench/hardest.h"
#include "bench/clock.h"
#include "engines/peers/peers.h"
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* 2^20: one in each 4096 of binary32, worst and in equal steps.  A compiled tool takes 1 to 4 us a
 * number; expressions that are interpreted are asked at fewer, and the row says at how many */
enum { HARDEST = 1 << 20, PATIENCE = 20 };
/* a tool is asked CHUNK at a time; of numbers in equal steps the order is by PRIME, so that the
 * first are everywhere */
enum { CHUNK = 1 << 14, PRIME = 611953 };
/* of one tool: each takes a millisecond, and a tenth of a second where nothing can be proved */
enum { PROOFS = 128 };

typedef struct {
	float e, x;
} Kept;

struct Hardest {
	Kept *k;
	size_t n;
	float least;
};

Hardest *newhardest(void)
{
	Hardest *h = alloc(1, sizeof *h);

	*h = (Hardest){ .k = alloc(2 * HARDEST, sizeof *h->k), .least = -1 };
	return h;
}

void freehardest(Hardest *h)
{
	release(h->k);
	release(h);
}

static int worstfirst(const void *a, const void *b)
{
	const Kept *p = a, *q = b;

	return (p->e < q->e) - (p->e > q->e);
}

static void sorted(Hardest *h)
{
	qsort(h->k, h->n, sizeof *h->k, worstfirst);
	if (h->n > HARDEST) h->n = HARDEST;
	if (h->n == HARDEST) h->least = h->k[HARDEST - 1].e;
}

void keephardest(Hardest *h, double x, double e)
{
	if ((float)e <= h->least) return;
	if (h->n == 2 * HARDEST) sorted(h);
	h->k[h->n++] = (Kept){ (float)e, (float)x };
}

/* ---- one tool ------------------------------------------------------------------------------ */

typedef struct {
	Right *right;
	Proof *proof;
	void *with;
	const Num *T; /* that it computes in */
	size_t judged, proofs;
	double worst, at;
} Asked;

/* in ulps of T, as far as ours in binary64 tells */
static double apart(const Num *T, double got, double is)
{
	if (isfinite(got) && isfinite(is)) {
		int e;

		if (got == is) return 0;
		frexp(is, &e);
		return ldexp(fabs(got - is), (int)-lastplace(T, is == 0 ? LONG_MIN : e));
	}
	return isnan(got) || got != T->round(is) ? INFINITY : 0;
}

/* false: there is no derivative at x, or it is not proved */
static bool worse(Asked *a, double x, double got)
{
	double e = a->proofs++ < PROOFS ? a->proof(a->with, a->T, x, got) : NAN;

	if (e > a->worst) a->worst = e, a->at = x;
	return !isnan(e);
}

static void compared(Asked *a, size_t n, const double *x, const double *got)
{
	double *is = alloc(n, sizeof *is);

	a->right(a->with, n, x, is);
	for (size_t i = 0; i < n; i++)
		if (!isnan(is[i]) &&
			(apart(a->T, got[i], is[i]) <= a->worst || worse(a, x[i], got[i])))
			a->judged++;
	release(is);
}

static bool single(void *state, size_t n, const double *x, double *d)
{
	float *x32 = alloc(n, sizeof *x32), *d32 = alloc(n, sizeof *d32);
	bool able;

	for (size_t i = 0; i < n; i++) x32[i] = (float)x[i];
	able = peermany(state, n, x32, d32);
	for (size_t i = 0; able && i < n; i++) d[i] = (double)d32[i];
	release(x32), release(d32);
	return able;
}

/* how many were answered before the time is up; a tool without arrays is asked one at a time */
static size_t answered(Asked *a, const Engine *e, void *state, size_t n, const double *x, double *d,
	double until)
{
	const double one = 1;
	double y;

	if (digits(a->T) == digits(&f32)) return single(state, n, x, d) ? n : 0;
	for (size_t i = 0; i < n; i++) {
		if (i % 16 == 0 && now() > until) return i;
		if (e->vjp(state, &x[i], &one, &y, &d[i]) != OK) d[i] = NAN;
	}
	return n;
}

/* the worst of ours, and numbers in equal steps, in turn */
static size_t chunk(const Hardest *h, size_t from, double *x)
{
	size_t n = 0;

	for (size_t k = from; k < from + CHUNK / 2; k++) {
		uint32_t bits = (uint32_t)(k * PRIME % HARDEST * (UINT32_MAX / HARDEST + 1));
		float f;

		memcpy(&f, &bits, sizeof f);
		if (k < h->n) x[n++] = (double)h->k[k].x;
		if (isfinite(f)) x[n++] = (double)f;
	}
	return n;
}

static bool asks(const Hardest *h, Asked *a, const Engine *e, const Fn *f)
{
	double *x = alloc(CHUNK, sizeof *x), *d = alloc(CHUNK, sizeof *d), until;
	char why[WHY];
	void *state = e->open(f, &f64, why);

	a->T = peerof(e) && peerof(e)->many ? &f32 : &f64;
	until = now() + PATIENCE;
	for (size_t k = 0; state && k < HARDEST && !stopped; k += CHUNK / 2) {
		size_t n = chunk(h, k, x), told = answered(a, e, state, n, x, d, until);

		compared(a, told, x, d);
		if (told < n || now() > until) break;
	}
	if (state) e->close(state);
	release(x), release(d);
	return a->judged;
}

/* in a process of its own: a tool that ends it is one that did not answer */
static bool survives(const Hardest *h, Asked *a, const Engine *e, const Fn *f)
{
	int fd[2];
	pid_t child;
	bool whole;

	if (pipe(fd)) return false;
	fflush(NULL);
	if (!(child = fork())) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		signal(SIGINT, SIG_IGN);
		close(fd[0]);
		_exit(!asks(h, a, e, f) || write(fd[1], a, sizeof *a) != sizeof *a);
	}
	close(fd[1]);
	whole = child > 0 && read(fd[0], a, sizeof *a) == sizeof *a;
	close(fd[0]);
	if (child > 0) waitpid(child, NULL, 0);
	return whole;
}

/* by its engine, or where it has one that keeps its tape by that, as long as it answers */
static bool tooltold(const Hardest *h, Asked *a, const char *tool, const Fn *f)
{
	const Asked fresh = *a;
	char *names[] = { text("%s-replay", tool), text("%s", tool) };
	bool told = false;

	for (size_t k = 0; k < sizeof names / sizeof *names && !told; k++)
		for (size_t i = 0; engines[i] && !told; i++)
			if (!strcmp(engines[i]->name, names[k]))
				*a = fresh, told = survives(h, a, engines[i], f);
	release(names[0]), release(names[1]);
	return told;
}

/* ---- all of them --------------------------------------------------------------------------- */

static const char *const tools[] = {
#define T(id, ...) #id,
#include "engines/peers/peers.def"
};
enum { TOOLS = sizeof tools / sizeof *tools };

char *notools(void)
{
	char *commas = text("%*s", 3 * TOOLS, "");

	return memset(commas, ',', 3 * TOOLS);
}

char *toolrates(Hardest *h, const Fn *f, Right *right, Proof *proof, void *with)
{
	char *columns, *given;
	size_t size;
	FILE *to = textstream(&columns, &size);

	sorted(h);
	for (size_t k = 0; k < TOOLS; k++) {
		Asked a = { .right = right, .proof = proof, .with = with };

		if (tooltold(h, &a, tools[k], f))
			fprintf(to, ",%.6g,%a,%zu", a.worst, a.at, a.judged);
		else
			fputs(",,,", to);
	}
	fclose(to);
	given = text("%s", columns);
	free(columns); /* the C library's */
	return given;
}
