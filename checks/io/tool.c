/* tool.c -- a program beside this one: started by a shell, asked line by line. */
#include "checks/io/out.h"
#include "checks/io/tool.h"
#include "checks/suite/check.h"
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct Tool {
	pid_t pid;
	int to, from;
	char *text; /* read, and not yet taken */
	size_t n, room, seen; /* seen: bytes of it without a line's end */
	json_int_t id;
	bool ended;
};

/* not one of the first three, which the tool will have as its own */
static int above(int fd)
{
	while (fd >= 0 && fd <= 2) fd = dup(fd);
	return fd;
}

Tool *newtool(const char *command)
{
	int to[2], from[2];
	Tool *t = alloc(1, sizeof *t);

	if (pipe(to) || pipe(from)) bad("there is no pipe to \"%s\": %s", command, strerror(errno));
	for (int k = 0; k < 2; k++) to[k] = above(to[k]), from[k] = above(from[k]);
	signal(SIGPIPE, SIG_IGN);
	fflush(NULL);
	t->pid = fork();
	if (t->pid < 0) bad("\"%s\" could not be started: %s", command, strerror(errno));
	if (!t->pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		setpgid(0, 0);
		signal(SIGPIPE, SIG_DFL);
		dup2(to[0], 0), dup2(from[1], 1);
		close(to[0]), close(to[1]), close(from[0]), close(from[1]);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	close(to[0]), close(from[1]);
	t->to = to[1], t->from = from[0];
	return t;
}

/* in pieces that a pipe takes at once when it takes anything: a tool that does not read is not
 * waited for any longer than one that does not answer */
static bool sent(Tool *t, const char *p, size_t n, double limit)
{
	double until = seconds() + limit;
	struct pollfd out = { .fd = t->to, .events = POLLOUT };
	ssize_t some = 0;

	while (n && until > seconds() && poll(&out, 1, (int)(limit * 1e3) + 1) > 0 &&
		(some = write(t->to, p, n < PIPE_BUF ? n : PIPE_BUF)) > 0)
		p += some, n -= (size_t)some;
	return !n;
}

/* the next line, without its end, taken from what was read; NULL: not whole yet */
static char *lineof(Tool *t, size_t *length)
{
	char *end = t->n > t->seen ? memchr(t->text + t->seen, '\n', t->n - t->seen) : NULL, *line;

	t->seen = t->n;
	if (!end) return NULL;
	*length = (size_t)(end - t->text);
	line = copytext(t->text, *length);
	t->n -= *length + 1, t->seen = 0;
	memmove(t->text, end + 1, t->n);
	return line;
}

char *lineback(Tool *t, double limit, size_t *length, char why[WHY])
{
	double until = seconds() + limit;
	char *line;

	while (!(line = lineof(t, length))) {
		struct pollfd p = { .fd = t->from, .events = POLLIN };
		double left = until - seconds();
		ssize_t n;

		if (left <= 0 || poll(&p, 1, (int)(left * 1e3) + 1) == 0) {
			snprintf(why, WHY, "no answer within %g s", limit);
			t->ended = true;
			return NULL;
		}
		t->text = grow(t->text, &t->room, t->n + (1 << 16), 1);
		n = read(t->from, t->text + t->n, 1 << 16);
		if (n > 0)
			t->n += (size_t)n;
		else if (!n || errno != EINTR) {
			snprintf(why, WHY, "it ended instead of answering");
			t->ended = true;
			return NULL;
		}
	}
	return line;
}

bool asks(Tool *t, char *line, double limit, char why[WHY])
{
	size_t n = strlen(line);

	line[n] = '\n';                        /* over the 0: its length is known */
	if (t->ended) {
		snprintf(why, WHY, "it has ended");
		return false;
	}
	if (sent(t, line, n + 1, limit)) return true;
	snprintf(why, WHY, "it does not read what it is asked");
	t->ended = true;
	return false;
}

char *answerof(Tool *t, char *line, double limit, size_t *length, char why[WHY])
{
	return asks(t, line, limit, why) ? lineback(t, limit, length, why) : NULL;
}

json_t *askedof(Tool *t, json_t *message, double limit, char why[WHY])
{
	json_t *answer = NULL;
	json_error_t flaw;
	char *line, *text;
	size_t n = 0;
	const json_t *id;

	json_object_set_new(message, "id", json_integer(t->id));
	text = jtext(message, JSON_COMPACT);
	line = answerof(t, text, limit, &n, why);
	release(text);
	json_decref(message);
	if (line && !(answer = json_loadb(line, n, JSON_REJECT_DUPLICATES, &flaw)))
		snprintf(why, WHY, "its answer is no JSON: %.160s", flaw.text);
	id = json_object_get(answer, "id");
	if (answer && !(json_is_integer(id) && json_integer_value(id) == t->id)) {
		snprintf(why, WHY, "its answer has not the id of the message");
		json_decref(answer);
		answer = NULL;
	}
	t->id++;
	release(line);
	return answer;
}

char *restof(Tool *t)
{
	char *rest = t->n ? copytext(t->text, t->n) : NULL;

	t->n = t->seen = 0;
	return rest;
}

void nomore(Tool *t)
{
	if (t->to >= 0) close(t->to);
	t->to = -1;
}

void endtool(Tool *t)
{
	nomore(t), close(t->from);
	kill(-t->pid, SIGKILL);
	waitpid(t->pid, NULL, 0);
	release(t->text);
	release(t);
}
