/* ranks.c -- the processes that mpirun or srun starts, as one run.
 *
 * Where the plug-in mpi.so is there, rank 0 deals out shards by messages (deal.c).  Without it
 * every rank takes one shard; it knows its number from its environment, and its result is passed
 * through the folder they run in, which ranks on several machines share, under names that carry the
 * job: .wengert-JOB-RANK.out what the rank printed, .wengert-JOB-RANK its result, there when it is
 * whole.
 */
#include "checks/io/ranks.h"
#include "checks/io/deal.h"
#include "checks/io/part.h"
#include "checks/io/shard.h"
#include "engines/wengert.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- who we are ------------------------------------------------------------------------- */

/* seconds another rank is waited for, at least; times what rank 0 took */
enum { LEAST = 60, TIMES = 10 };

static size_t us, all = 1;
static char *job;
static double started;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void nap(void) { nanosleep(&(struct timespec){ 0, 20000000 }, NULL); }

static const struct {
	const char *rank, *size, *with;
} launchers[] = {
	{ "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", NULL }, /* OpenMPI */
	{ "PMI_RANK", "PMI_SIZE", NULL }, /* MPICH, Intel MPI */
	{ "MV2_COMM_WORLD_RANK", "MV2_COMM_WORLD_SIZE", NULL }, /* MVAPICH */
	/* srun; a batch script is no step */
	{ "SLURM_PROCID", "SLURM_STEP_NUM_TASKS", "SLURM_STEP_ID" },
};

static bool launched(void)
{
	for (size_t k = 0; k < sizeof launchers / sizeof *launchers; k++) {
		const char *r = getenv(launchers[k].rank), *n = getenv(launchers[k].size);

		if (!r || !n || (launchers[k].with && !getenv(launchers[k].with))) continue;
		us = strtoul(r, NULL, 10);
		all = strtoul(n, NULL, 10);
		return us < all && all > 1;
	}
	return false;
}

/* a name all ranks of this run know, and no other run; without one they have the same parent */
static char *jobname(void)
{
	const char *id = getenv("PMIX_NAMESPACE"), *slurm = getenv("SLURM_JOB_ID"),
		   *step = getenv("SLURM_STEP_ID");
	char *name = id         ? text("%s", id)
		: slurm && step ? text("%s.%s", slurm, step)
				: text("%ld", (long)getppid());

	for (char *p = name; *p; p++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-",
			    *p))
			*p = '_';
	return name;
}

static char *nameof(size_t rank, const char *end)
{
	return text(".wengert-%s-%zu%s", job, rank, end);
}

/* until the file is there, or gone */
static void awaited(const char *file, bool there, size_t rank, double limit)
{
	double from = now();

	while (!access(file, F_OK) != there) {
		if (now() - from > limit)
			bad("rank %zu: %s %s after %.0f s", rank, file,
				there ? "has not come" : "of an earlier run is still here", limit);
		nap();
	}
}

Ranks ranks(const char *reads)
{
	size_t n;
	char *result, *out;

	if ((n = partof())) return (Ranks){ PARTLY, n };
	if (shard.n || !launched()) return (Ranks){ ALONE, 1 };
	job = jobname(); /* before a plug-in that is of no use changes it */
	if ((n = dealt(us, all, reads))) return (Ranks){ GATHERER, n };
	started = now();
	shard = (Shard){ .i = us + 1, .n = all };
	if (!us) return (Ranks){ GATHERER, all };
	result = nameof(us, "");
	out = nameof(us, ".out");
	/* rank 0 has not yet read what came before in the same job */
	awaited(result, false, us, LEAST);
	fflush(stdout);
	if (!freopen(out, "w", stdout))
		bad("rank %zu: %s cannot be written: %s", us, out, strerror(errno));
	release(result);
	release(out);
	return (Ranks){ PARTLY, all };
}

static void deliverfile(const char *result)
{
	char *part = nameof(us, ".part"), *whole = nameof(us, "");
	FILE *f = fopen(part, "w");

	if (!f || fputs(result, f) < 0 || fclose(f) || fflush(stdout) || rename(part, whole))
		bad("rank %zu: %s cannot be written: %s", us, whole, strerror(errno));
	release(part);
	release(whole);
}

void deliver(const char *result)
{
	if (inpart())
		deliverpart(result);
	else
		deliverfile(result);
}

static char *contents(const char *file)
{
	FILE *f = fopen(file, "r");
	size_t n;

	if (!f) bad("%s cannot be read: %s", file, strerror(errno));
	return bytesof(f, &n);
}

static char *receivedfile(size_t rank, void line(const char *))
{
	char *result = nameof(rank, ""), *out = nameof(rank, ".out"), *printed, *s;
	double took = now() - started;

	awaited(result, true, rank, LEAST + TIMES * took);
	printed = contents(out);
	eachline(printed, line);
	s = contents(result);
	unlink(out);
	unlink(result);
	release(printed);
	release(result);
	release(out);
	return s;
}

/* of rank 0, which has a child for it as the others are children of mpirun */
static char *ourown(void line(const char *))
{
	Started child = startpart(1, all);
	char *result;
	Part p;

	endedpart(&child, true, &p);
	if (p.why) bad("the part of rank 0 %s", p.why);
	eachline(p.printed, line);
	result = copytext(p.result, strlen(p.result));
	freepart(&p);
	return result;
}

char *received(size_t i, void line(const char *))
{
	return dealing() ? receivedpart(i, line)
		: i == 1 ? ourown(line)
			 : receivedfile(i - 1, line);
}
