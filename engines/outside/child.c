/* child.c -- foreign code in a process of its own, spoken to through one socket. */
#include "engines/outside/child.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

static size_t pages(size_t bytes)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	return (bytes + page - 1) / page * page;
}

static size_t aligned(size_t bytes)
{
	return (bytes + sizeof(double) - 1) / sizeof(double) * sizeof(double);
}

/* it ends where a page begins that nobody may touch: who writes beyond it, child or parent, is
 * ended by a signal */
void *newshared(size_t bytes)
{
	size_t room = pages(aligned(bytes));
	char *p = mmap(NULL, room + pages(1), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		-1, 0);

	if (p == MAP_FAILED || mprotect(p + room, pages(1), PROT_NONE))
		bad("out of memory: %zu bytes to share with a child process asked for", bytes);
	return p + room - aligned(bytes);
}

void freeshared(void *p, size_t bytes)
{
	size_t room = pages(aligned(bytes));

	munmap((char *)p + aligned(bytes) - room, room + pages(1));
}

/* it ends with its parent, leaves no core, and what it prints does not mix with our output */
static void alone(void)
{
#ifdef __linux__
	prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	if (!freopen("/dev/null", "r", stdin) || dup2(2, 1) < 0)
		_exit(1);
}

Child newchild(Serve *serve, void *what)
{
	Child c = { 0 };
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		die("no socket to a child process: %s", strerror(errno));
	fflush(NULL);                      /* or what is not yet written is written twice */
	c.pid = fork();
	if (c.pid < 0)
		die("no child process: %s", strerror(errno));
	if (!c.pid) {
		close(ends[0]);
		alone();
		serve(what, ends[1]);
		_exit(0);
	}
	close(ends[1]);
	c.line = ends[0];
	return c;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* something to read, or the end of the line, before the limit */
static bool heard(int line, double limit)
{
	struct pollfd p = { line, POLLIN, 0 };
	double until = now() + limit, left;

	while ((left = until - now()) > 0) {
		int n = poll(&p, 1, left < 1e6 ? (int)(1000 * left) + 1 : -1);

		if (n > 0 || (n < 0 && errno != EINTR))
			return true;
	}
	return false;
}

/* milliseconds to come to its end after its line has closed */
enum { GRACE = 1000 };

static void buried(Child *c, double limit)
{
	struct timespec nap = { 0, 1000000 };
	int status = 0, left = c->late ? 0 : GRACE;
	bool silent = false;

	while (!waitpid(c->pid, &status, WNOHANG)) {
		if (left-- <= 0) {
			silent = !c->late;
			kill(c->pid, SIGKILL);
			waitpid(c->pid, &status, 0);
			break;
		}
		nanosleep(&nap, NULL);
	}
	if (c->late)
		snprintf(c->why, sizeof c->why, "no answer in %g s (--limit)", limit);
	else if (silent)
		snprintf(c->why, sizeof c->why, "it closed the line it answers on");
	else if (WIFSIGNALED(status))
		snprintf(c->why, sizeof c->why, "signal %d (%s)", WTERMSIG(status),
			strsignal(WTERMSIG(status)));
	else
		snprintf(c->why, sizeof c->why, "exit(%d): it ended the program",
			WEXITSTATUS(status));
	close(c->line);
	c->pid = 0;
}

bool ask(Child *c, char what, double limit)
{
	char answer;

	if (!c->pid)
		return false;
	if (send(c->line, &what, 1, MSG_NOSIGNAL) == 1) {
		c->late = !heard(c->line, limit);
		if (!c->late && read(c->line, &answer, 1) == 1)
			return true;
	}
	buried(c, limit);
	return false;
}

void endchild(Child *c)
{
	if (!c->pid)
		return;
	close(c->line);
	kill(c->pid, SIGKILL);
	waitpid(c->pid, NULL, 0);
	c->pid = 0;
}
