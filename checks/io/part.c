/* part.c -- shard i of n of this run, done by a child that is this program with these arguments.
 *
 * The child finds its shard, and the descriptor for its result, in WENGERT_PART=I/N:FD.
 */
#include "checks/io/part.h"
#include "checks/io/shard.h"
#include "engines/base/cache.h"
#include "engines/wengert.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char variable[] = "WENGERT_PART", program[] = "/proc/self/exe";

/* ---- in the child ------------------------------------------------------------------------- */

static int to = -1;

bool inpart(void) { return to >= 0; }

size_t partof(void)
{
	const char *s = getenv(variable);

	if (s && !inpart() && sscanf(s, "%zu/%zu:%d", &shard.i, &shard.n, &to) != 3)
		bad("%s=%s is not I/N:FD, as this program sets it for its own children", variable,
			s);
	return s ? shard.n : 0;
}

void deliverpart(const char *result)
{
	FILE *f = fdopen(to, "w");

	if (!f || fputs(result, f) < 0 || fclose(f) || fflush(stdout))
		bad("part %zu of %zu: its result cannot be written: %s", shard.i, shard.n,
			strerror(errno));
}

/* ---- the command line, as this process was given it ------------------------------------------ */

char *bytesof(FILE *f, size_t *n)
{
	char *s = NULL;
	size_t room = 0, got;

	*n = 0;
	do {
		s = grow(s, &room, *n + 65536, 1);
		*n += got = fread(s + *n, 1, 65535, f);
	} while (got);
	s[*n] = 0;
	fclose(f);
	return s;
}

/* NULL after the last; yours, and its first is all of their text */
static char **arguments(size_t *n)
{
	size_t bytes, room = 0;
	FILE *f = fopen("/proc/self/cmdline", "r");
	char *all, **arg = NULL;

	if (!f) bad("/proc/self/cmdline cannot be read: %s", strerror(errno));
	all = bytesof(f, &bytes);
	*n = 0;
	for (char *p = all; p < all + bytes; p += strlen(p) + 1) {
		arg = grow(arg, &room, *n + 2, sizeof *arg);
		arg[(*n)++] = p;
	}
	if (!*n) bad("/proc/self/cmdline is empty");
	arg[*n] = NULL;
	return arg;
}

static uint64_t hashedfile(uint64_t h, const char *file)
{
	struct stat is;
	FILE *f = NULL;
	size_t n;
	char *s;

	if (!stat(file, &is) && S_ISREG(is.st_mode)) f = fopen(file, "r");
	if (!f) return h;
	s = bytesof(f, &n);
	h = hashedbytes(h, s, n);
	release(s);
	return h;
}

static int bytext(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* the compilers, and every variable of ours, in whatever order they stand */
static uint64_t hashedenvironment(uint64_t h)
{
	static const char *const read[] = { "CC=", "CXX=", "WENGERT_" };
	size_t n = 0, room = 0;
	char **of = NULL;

	for (char **e = environ; *e; e++)
		for (size_t k = 0; k < sizeof read / sizeof *read; k++)
			if (!strncmp(*e, read[k], strlen(read[k]))) {
				of = grow(of, &room, n + 1, sizeof *of);
				of[n++] = *e;
			}
	if (n) qsort(of, n, sizeof *of, bytext);
	for (size_t k = 0; k < n; k++) h = hashedbytes(h, of[k], strlen(of[k]) + 1);
	release(of);
	return h;
}

uint64_t fingerprint(const char *reads)
{
	uint64_t h = hashed(hashedfile(hashbegin, program), reads);
	size_t n;
	char **arg = arguments(&n);

	for (size_t k = 1; k < n; k++) {
		const char *value = strchr(arg[k], '=');

		h = hashedbytes(h, arg[k], strlen(arg[k]) + 1);
		h = hashedfile(h, value && *arg[k] == '-' ? value + 1 : arg[k]);
	}
	release(*arg), release(arg);
	return hashedenvironment(h);
}

/* ---- the child, started and ended ----------------------------------------------------------- */

Started startpart(size_t i, size_t n)
{
	Started s = { .i = i, .n = n, .out = tmpfile(), .result = tmpfile() };
	pid_t parent = getpid();
	char *who, **arg;
	size_t args;

	if (!s.out || !s.result)
		bad("part %zu of %zu: no temporary file: %s", i, n, strerror(errno));
	who = text("%zu/%zu:%d", i, n, fileno(s.result));
	arg = arguments(&args);
	fflush(stdout);
	s.child = fork();
	if (s.child < 0) bad("part %zu of %zu cannot be started: %s", i, n, strerror(errno));
	if (!s.child) {
		signal(SIGTERM, SIG_DFL);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent) _exit(127);
		dup2(fileno(s.out), 1);
		setenv(variable, who, 1);
		execv(program, arg);
		_exit(127);
	}
	release(who), release(*arg), release(arg);
	return s;
}

static char *allof(FILE *f)
{
	size_t n;

	rewind(f);
	return bytesof(f, &n);
}

bool endedpart(Started *s, bool wait, Part *p)
{
	int status;
	pid_t got;

	do got = waitpid(s->child, &status, wait ? 0 : WNOHANG);
	while (got < 0 && errno == EINTR);
	if (!got) return false;
	*p = (Part){ .i = s->i, .n = s->n, .printed = allof(s->out), .result = allof(s->result) };
	if (got < 0 || WIFSIGNALED(status))
		p->why = got < 0 ? text("was lost")
				 : text("was ended by signal %d", WTERMSIG(status));
	else if (WEXITSTATUS(status) > 1)
		p->why = text("ended with status %d", WEXITSTATUS(status));
	s->child = 0;
	return true;
}

void freepart(Part *p)
{
	release(p->printed), release(p->result), release(p->why);
	*p = (Part){ 0 };
}

/* ---- as bytes -------------------------------------------------------------------------- */

static const char head[] = "wengert part %zu of %zu: printed %zu, result %zu, why %zu\n";

static size_t lengthof(const char *s) { return s ? strlen(s) : 0; }

char *packed(const Part *p, size_t *bytes)
{
	char *s = text(head, p->i, p->n, lengthof(p->printed), lengthof(p->result),
		     lengthof(p->why)),
	     *all;

	all = text("%s%s%s%s", s, p->printed ? p->printed : "", p->result ? p->result : "",
		p->why ? p->why : "");
	*bytes = strlen(all);
	release(s);
	return all;
}

bool unpacked(const char *bytes, size_t n, Part *p)
{
	const char *end = memchr(bytes, '\n', n);
	size_t printed, result, why, length;

	*p = (Part){ 0 };
	if (!end || sscanf(bytes, head, &p->i, &p->n, &printed, &result, &why) != 5) return false;
	length = (size_t)(++end - bytes);
	if (printed > n || result > n || why > n || length + printed + result + why != n)
		return false;
	p->printed = copytext(end, printed);
	p->result = copytext(end + printed, result);
	p->why = why ? copytext(end + printed + result, why) : NULL;
	return true;
}

void eachline(char *text, void line(const char *))
{
	for (char *p = strtok(text, "\n"); p; p = strtok(NULL, "\n")) line(p);
}
