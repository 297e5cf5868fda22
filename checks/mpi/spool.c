/* spool.c -- a plug-in mpi.so for the tests: messages of ranks of one machine as files of the
 * folder that SPOOL names, TO.FROM.NUMBER, so that dealing is tested where there is no MPI.
 *
 * SPOOL_NO=1: it cannot begin.  SPOOL_SIZE: what it takes for the number of ranks.
 */
#include "checks/io/messages.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t us;
static char oldest[600];

static size_t number(const char *name, const char *otherwise)
{
	const char *s = getenv(name);

	return strtoul(s ? s : getenv(otherwise), NULL, 10);
}

static bool started(void) { return getenv("SPOOL"); }

static const char *begin(size_t *rank, size_t *size)
{
	if (getenv("SPOOL_NO")) return "the spool is closed";
	*rank = us = number("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_RANK");
	*size = number("SPOOL_SIZE", "OMPI_COMM_WORLD_SIZE");
	return NULL;
}

static bool send(size_t to, const void *bytes, size_t n)
{
	static unsigned long sent;
	char begun[600], whole[600];
	FILE *f;

	snprintf(begun, sizeof begun, "%s/begun.%zu", getenv("SPOOL"), us);
	snprintf(whole, sizeof whole, "%s/%zu.%zu.%09lu", getenv("SPOOL"), to, us, sent++);
	f = fopen(begun, "w");
	return f && fwrite(bytes, 1, n, f) == n && !fclose(f) && !rename(begun, whole);
}

static bool waiting(size_t *from, size_t *n)
{
	DIR *d = opendir(getenv("SPOOL"));
	char first[256] = "";
	size_t to, whose;
	FILE *f;

	for (struct dirent *e; d && (e = readdir(d));)
		if (sscanf(e->d_name, "%zu.%zu.", &to, &whose) == 2 && to == us &&
			(!*first || strcmp(e->d_name, first) < 0))
			snprintf(first, sizeof first, "%s", e->d_name), *from = whose;
	if (d) closedir(d);
	if (!*first) return false;
	snprintf(oldest, sizeof oldest, "%s/%s", getenv("SPOOL"), first);
	if (!(f = fopen(oldest, "r")) || fseek(f, 0, SEEK_END)) abort();
	*n = (size_t)ftell(f);
	fclose(f);
	return true;
}

static void take(size_t from, void *bytes, size_t n)
{
	FILE *f = fopen(oldest, "r");

	if (!f || fread(bytes, 1, n, f) != n) abort();
	fclose(f);
	remove(oldest);
}

/* every rank has come to its end: a file says so */
static void end(void)
{
	char name[600];
	FILE *f;

	snprintf(name, sizeof name, "%s/ended.%zu", getenv("SPOOL"), us);
	if ((f = fopen(name, "w"))) fclose(f);
}

const Messages *wengert_messages(void)
{
	static const Messages spool = { MESSAGES_ABI, started, begin, send, waiting, take, end };

	return &spool;
}
