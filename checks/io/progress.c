/* progress.c -- a line on the terminal of standard error. */
#include "checks/io/progress.h"
#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* of a second: silence at first, between two lines */
static const double SILENT = 0.5, BETWEEN = 0.1;

static struct {
	double begun, shown, from, to;
	bool running, there;
} line = { .to = 1 };

static bool silent;

void noprogress(void) { silent = true; }
bool onterminal(void) { return !silent && isatty(2); }

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void progresswindow(double from, double to) { line.from = from, line.to = to; }

void progressaway(void)
{
	if (line.there) fputs("\r\033[K", stderr);
	line.there = false;
}

void progressended(void)
{
	progressaway();
	line.running = false;
	progresswindow(0, 1);
}

void progressbegins(const char *says)
{
	if (!onterminal()) return;
	fflush(stdout);
	fprintf(stderr, "\r\033[K  %.70s", says);
	line.there = true;
}

void progress(const char *says, double share)
{
	double t, whole = line.from + share * (line.to - line.from), took;

	if (!onterminal()) return;
	t = now();
	if (!line.running) line.running = true, line.begun = t, line.shown = t + SILENT - BETWEEN;
	if (t - line.shown < BETWEEN) return;
	line.shown = t, line.there = true;
	took = t - line.begun;
	fflush(stdout);
	/* what has just begun foretells nothing */
	if (whole > 0.01)
		fprintf(stderr, "\r\033[K  %.50s   %.0f%%  %.0f s left", says, 100 * whole,
			took / whole - took);
	else
		fprintf(stderr, "\r\033[K  %.50s   %.0f s so far", says, took);
}
