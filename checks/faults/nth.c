/* nth.c -- an allocator whose Nth allocation fails, for any program: LD_PRELOAD=nth.so FAULT=N.
 *
 * Counted from main on, in each process of its own.  FAULT=0 and COUNTED=FILE: none fails, and how
 * many there were is written there by the process that the file is first made by.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef int Main(int, char **, char **);
typedef int Start(Main *, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);

void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
int   __libc_start_main(Main *, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);

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

static void count(void)
{
	int f = open(getenv("COUNTED"), O_WRONLY | O_CREAT | O_EXCL, 0666);

	if (f >= 0) dprintf(f, "%ld\n", atomic_load(&n));
}

static int ours(int argc, char **argv, char **env)
{
	const char *s = getenv("FAULT");

	at = s ? atol(s) : 0;
	if (getenv("COUNTED")) atexit(count);
	begun = true;
	return theirs(argc, argv, env);
}

int __libc_start_main(Main *f, int argc, char **argv, void (*init)(void), void (*fini)(void),
	void (*rtld)(void), void *stack)
{
	Start *start = (Start *)(size_t)dlsym(RTLD_NEXT, "__libc_start_main");

	theirs = f;
	return start(ours, argc, argv, init, fini, rtld, stack);
}
