/* memory.c -- one counting allocator, and the two ways to stop.
 *
 * A block carries its size in front, so live and peak bytes are exact and the
 * same on every machine.
 */
#include "engines/wengert.h"
#include <gmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { HEAD = 16 };                        /* keeps what follows aligned for every type */

static atomic_size_t live, peak;

void die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fputs("wengert: a bug: ", stderr);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	abort();
}

_Thread_local Escape *escape;

void bad(const char *fmt, ...)
{
	/* whole: what other processes say to the same terminal does not come into it */
	static _Thread_local char sentence[1 << 14];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(sentence, sizeof sentence, fmt, ap);
	va_end(ap);
	if (escape) escape(sentence);
	fprintf(stderr, "wengert: %s\n", sentence);
	_Exit(2);                          /* what stands in stdout's buffer is not half written */
}

static void counted(size_t more)
{
	size_t now = atomic_fetch_add(&live, more) + more, top = atomic_load(&peak);

	while (now > top && !atomic_compare_exchange_weak(&peak, &top, now))
		;
}

static void *resize(void *old, size_t bytes)
{
	size_t *p = old ? (size_t *)((char *)old - HEAD) : NULL, was = p ? *p : 0;

	if (bytes > SIZE_MAX / 2 || !(p = realloc(p, bytes + HEAD)))
		bad("out of memory: %zu bytes asked for, %zu in use", bytes, atomic_load(&live));
	*p = bytes;
	atomic_fetch_sub(&live, was);
	counted(bytes);
	return (char *)p + HEAD;
}

void *alloc(size_t n, size_t size)
{
	size_t *p;

	if (size && n > SIZE_MAX / 2 / size)
		bad("out of memory: %zu times %zu bytes asked for", n, size);
	p = calloc(1, n * size + HEAD);
	if (!p)
		bad("out of memory: %zu bytes asked for, %zu in use", n * size, atomic_load(&live));
	*p = n * size;
	counted(*p);
	return (char *)p + HEAD;
}

void *grow(void *p, size_t *room, size_t need, size_t size)
{
	size_t was = *room, more = was < (1 << 20) ? 2 * was : was + was / 2;

	if (need <= was)
		return p;
	*room = need > more ? need + 8 : more;
	if (*room > SIZE_MAX / 2 / size)
		bad("out of memory: %zu times %zu bytes asked for", *room, size);
	p = resize(p, *room * size);
	memset((char *)p + was * size, 0, (*room - was) * size);
	return p;
}

void release(void *p)
{
	if (!p)
		return;
	p = (char *)p - HEAD;
	atomic_fetch_sub(&live, *(size_t *)p);
	free(p);
}

Bytes bytes(void)     { return (Bytes){ atomic_load(&live), atomic_load(&peak) }; }
void  resetpeak(void) { atomic_store(&peak, atomic_load(&live)); }

static void *gmp_new(size_t n)                         { return resize(NULL, n); }
static void *gmp_resize(void *p, size_t old, size_t n) { (void)old; return resize(p, n); }
static void  gmp_free(void *p, size_t n)               { (void)n; release(p); }
void countmpfr(void) { mp_set_memory_functions(gmp_new, gmp_resize, gmp_free); }

/* glibc gives an array above 128 KiB back to the system at once, and its pages come anew, one fault
 * each, which takes an eager sweep as long as its work.  32 MiB is the most that it takes */
void keeppages(void)
{
#ifdef __GLIBC__
	enum { ARRAY = 32 << 20, IDLE = 256 << 20, STEP = 16 << 20 };

	mallopt(M_MMAP_THRESHOLD, ARRAY);
	mallopt(M_TRIM_THRESHOLD, IDLE);
	mallopt(M_TOP_PAD, STEP);
#endif
}

char *copytext(const char *s, size_t n)
{
	char *t = alloc(n + 1, 1);

	memcpy(t, s, n);
	return t;
}

char *vtext(const char *fmt, va_list ap)
{
	va_list again;
	char *t;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	t = alloc((size_t)n + 1, 1);
	vsnprintf(t, (size_t)n + 1, fmt, ap);
	return t;
}

char *text(const char *fmt, ...)
{
	va_list ap;
	char *t;

	va_start(ap, fmt);
	t = vtext(fmt, ap);
	va_end(ap);
	return t;
}
