/* nth.c -- an allocator whose Nth allocation fails: LD_PRELOAD=nth.so FAULT=N wengert ...
 *
 * Counted from main on; a child of fork counts on, what another program allocates is its own
 * affair.  FAULT=0 and COUNTED=FILE: none fails, and how many there were is written there.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef int Main(int, char **, char **);
typedef int Start(Main *, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);

void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
int   __libc_start_main(Main *, int, char **, void (*)(void), void (*)(void), void (*)(void),
	void *);

static atomic_long n;
static long at;
static bool begun;
static Main *theirs;

static bool fails(void)
{
	if (!begun || atomic_fetch_add(&n, 1) + 1 != at)
		return false;
	errno = ENOMEM;
	return true;
}

void *malloc(size_t k)            { return fails() ? NULL : __libc_malloc(k); }
void *calloc(size_t k, size_t m)  { return fails() ? NULL : __libc_calloc(k, m); }
void *realloc(void *p, size_t k)  { return fails() ? NULL : __libc_realloc(p, k); }

static pid_t first;

static void count(void)
{
	int to = -1;

	if (getpid() == first) to = open(getenv("COUNTED"), O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (to >= 0) dprintf(to, "%ld\n", atomic_load(&n));
}

/* what libraries do once the program has ended is theirs */
static void ended(void) { begun = false; }

static int ours(int argc, char **argv, char **env)
{
	const char *s = getenv("FAULT");

	at = s ? atol(s) : 0;
	first = getpid();
	begun = !strcmp(program_invocation_short_name, "wengert");
	if (begun) atexit(ended);
	if (begun && getenv("COUNTED")) atexit(count);
	return theirs(argc, argv, env);
}

int __libc_start_main(Main *f, int argc, char **argv, void (*init)(void), void (*fini)(void),
	void (*rtld)(void), void *stack)
{
	Start *start = (Start *)(size_t)dlsym(RTLD_NEXT, "__libc_start_main");

	theirs = f;
	return start(ours, argc, argv, init, fini, rtld, stack);
}
