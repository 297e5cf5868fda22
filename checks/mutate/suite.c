/* suite -- a command that prints TAP, judged as it goes: the first failure ends all it started.
 *
 *	suite SECONDS MEGABYTES COMMAND    "green 1.25", or what was wrong and when; exit 0 or 1
 *
 * Wrong, as in scripts/verdict.awk: a line "not ok", an exit status that is not 0, a signal,
 * no test, another number of tests than planned; more than SECONDS.
 */
#include <glob.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct { long lines, plan; int failed; char line[4096]; size_t n; } Tap;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* a line that ends; longer ones are cut, their beginning says what they are */
static void ended(Tap *t)
{
	t->line[t->n] = 0;
	t->n = 0;
	t->lines += !strncmp(t->line, "ok ", 3);
	t->failed |= !strncmp(t->line, "not ok ", 7) || !strncmp(t->line, "Bail out!", 9);
	t->plan += strncmp(t->line, "1..", 3) ? 0 : atol(t->line + 3);
}

static void take(Tap *t, const char *s, ssize_t n)
{
	for (ssize_t k = 0; k < n && !t->failed; k++) {
		if (s[k] == '\n')                       ended(t);
		else if (t->n < sizeof t->line - 1)     t->line[t->n++] = s[k];
	}
}

/* every process of the session, whatever group it put itself in */
static void killsession(pid_t session)
{
	glob_t g;

	if (glob("/proc/[0-9]*", 0, NULL, &g))
		return;
	for (size_t k = 0; k < g.gl_pathc; k++) {
		pid_t p = (pid_t)atol(g.gl_pathv[k] + 6);

		if (p != session && getsid(p) == session) kill(p, SIGKILL);
	}
	globfree(&g);
	kill(-session, SIGKILL);
}

/* told to end, or left by what runs it: what it started goes first */
static volatile pid_t started;
static void told(int sig)
{
	if (started) killsession(started);
	_exit(128 + sig);
}

static pid_t start(const char *command, long megabytes, int *from)
{
	static const int ends[] = { SIGTERM, SIGINT, SIGHUP };
	struct rlimit r = { (rlim_t)megabytes << 20, (rlim_t)megabytes << 20 };
	int end[2];
	pid_t p;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	for (int k = 0; k < 3; k++) signal(ends[k], told);
	if (pipe(end) || (p = fork()) < 0) {
		perror("suite");
		exit(2);
	}
	if (p) {
		close(end[1]);
		*from = end[0];
		return started = p;
	}
	setsid();
	setrlimit(RLIMIT_AS, &r);
	for (int k = 0; k < 3; k++) signal(ends[k], SIG_DFL);
	dup2(end[1], 1);
	close(end[0]), close(end[1]);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

/* reads until its end, the first failure or the deadline; 0: in time.  What outlives the command
   may hold the pipe open: the command's own end is enough */
static int follow(Tap *t, pid_t p, int from, double deadline, int *status)
{
	char block[1 << 14];
	struct pollfd f = { from, POLLIN, 0 };
	pid_t gone = 0;
	ssize_t n;

	while (!t->failed) {
		int ready = poll(&f, 1, 50);

		if (ready > 0 && (n = read(from, block, sizeof block)) > 0)
			take(t, block, n);
		else if (ready > 0 || gone)
			break;
		if (!gone) gone = waitpid(p, status, WNOHANG);
		if (now() > deadline) return 1;
	}
	while (!gone && !t->failed && !(gone = waitpid(p, status, WNOHANG))) {
		if (now() > deadline) return 1;
		usleep(2000);
	}
	return 0;
}

int main(int argc, char **argv)
{
	Tap t = { 0 };
	double seconds = argc == 4 ? atof(argv[1]) : 0, began = now();
	int from, status = 0, late;
	pid_t p;

	if (!(seconds > 0) || atol(argv[2]) < 1) {
		fprintf(stderr, "usage: suite SECONDS MEGABYTES COMMAND\n");
		return 2;
	}
	p = start(argv[3], atol(argv[2]), &from);
	late = follow(&t, p, from, began + seconds, &status);
	if (t.n && !t.failed && !late) ended(&t);
	killsession(p);
	began = now() - began;
	if (late)                     printf("time %.2f\n", began);
	else if (t.failed)            printf("not-ok %.2f %s\n", began, t.line);
	else if (WIFSIGNALED(status)) printf("signal-%d %.2f\n", WTERMSIG(status), began);
	else if (WEXITSTATUS(status)) printf("status-%d %.2f\n", WEXITSTATUS(status), began);
	else if (!t.lines || t.plan != t.lines)
		printf("plan %.2f %ld tests, planned %ld\n", began, t.lines, t.plan);
	else
		printf("green %.2f %ld\n", began, t.lines);
	return late || t.failed || status || t.plan != t.lines || !t.lines;
}
