/* tap.c -- one line a check. */
#include "checks/tap.h"
#include <stdarg.h>
#include <stdio.h>

static size_t number;                      /* of the line, through all tallies */

void check(Tally *t, bool ok, const char *fmt, ...)
{
	FILE *f = t->lines || !t->aside ? stdout : stderr;
	va_list ap;

	if (ok) t->passed++;
	else    t->failed++;
	if (ok && !t->lines)
		return;
	if (t->lines) printf("%sok %zu - ", ok ? "" : "not ", ++number);
	else          fputs("FAIL ", f);
	va_start(ap, fmt);
	vfprintf(f, fmt, ap);
	va_end(ap);
	fputc('\n', f);
}

void skipped(Tally *t, const char *why, const char *fmt, ...)
{
	va_list ap;

	t->skipped++;
	if (!t->lines)
		return;
	printf("ok %zu - ", ++number);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf(" # SKIP %s\n", why);
}
