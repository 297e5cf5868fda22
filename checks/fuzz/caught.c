/* caught.c -- bad() ends the program by _Exit(2): linked with --wrap=_Exit it ends only the text
 * that was bad. */
#include "checks/fuzz/caught.h"
#include "engines/wengert.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

jmp_buf *catcher;

_Noreturn void __real__Exit(int);
_Noreturn void __wrap__Exit(int);

void __wrap__Exit(int status)
{
	if (status == 2 && catcher)
		longjmp(*catcher, 1);
	__real__Exit(status);
}

char *textof(const uint8_t *data, size_t n)
{
	char *s = alloc(n + 1, 1);

	memcpy(s, data, n);
	return s;
}

int fileof(const uint8_t *data, size_t n, char name[32])
{
	int f = memfd_create("text", 0);

	if (f < 0 || write(f, data, n) != (ssize_t)n) abort();
	snprintf(name, 32, "/proc/self/fd/%d", f);
	return f;
}

void closefile(int f)
{
	close(f);
}
