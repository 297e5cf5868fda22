/* deal.c -- shards dealt out to the ranks of an MPI run by messages, and gathered.
 *
 * Every rank, the first too, has one child at a time that does one shard (part.c).  Rank 0 hands
 * out the next to whoever is free, and keeps what comes back in the folder wengert-parts-KEY, where
 * KEY is of the program, its arguments and the files they name.  A run that ends early leaves the
 * folder, and the same command goes on with the rest.  Nothing but rank 0 touches that folder.
 *
 * From rank 0: the number of a shard, or 0: there is no more.  To rank 0: first who it is, then the
 * bytes of a part (part.h).
 */
#include "checks/io/deal.h"
#include "checks/io/held.h"
#include "checks/io/messages.h"
#include "checks/io/part.h"
#include "checks/io/ranks.h"
#include "checks/io/shard.h"
#include "engines/wengert.h"
#include <dlfcn.h>
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* However many ranks there are, so that the next run finds what this one has done; enough for the
 * last not to be waited for long, and each is one start of the program. */
enum { SHARES = 64, NAP = 2000000, LEAVE = 300000000 }; /* naps in ns */

static const Messages *by;

static void nap(long ns) { nanosleep(&(struct timespec){ 0, ns }, NULL); }

/* ---- the plug-in --------------------------------------------------------------------------- */

static const Messages *pluggedin(void)
{
	static const char *const beside[] = { "/mpi.so", "/build/mpi.so",
		"/../lib/wengert/mpi.so" };
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

	self[n > 0 ? n : 0] = 0;
	if (strrchr(self, '/')) *strrchr(self, '/') = 0;
	for (size_t k = 0; k < sizeof beside / sizeof *beside; k++) {
		char *file = text("%s%s", self, beside[k]);
		void *so = access(file, R_OK) ? NULL : dlopen(file, RTLD_NOW | RTLD_GLOBAL);
		MessagesOf *of = NULL;

		if (so) *(void **)&of = dlsym(so, "wengert_messages");
		if (!so && !access(file, R_OK))
			fprintf(stderr, "wengert: ranks meet in files: %s\n", dlerror());
		release(file);
		if (of && of()->abi == MESSAGES_ABI) return of();
	}
	return NULL;
}

static void sent(size_t rank, const void *bytes, size_t n)
{
	if (!by->send(rank, bytes, n))
		bad("no message of %zu bytes can be sent to rank %zu", n, rank);
}

/* a message, ended by a zero that is not counted; yours.  NULL: there is none */
static char *message(size_t *from, size_t *n)
{
	char *s;

	if (!by->waiting(from, n)) return NULL;
	s = alloc(*n + 1, 1);
	by->take(*from, s, *n);
	return s;
}

/* ---- a rank other than 0 --------------------------------------------------------------------- */

static char *introduction(uint64_t key)
{
	char host[256] = "";

	gethostname(host, sizeof host - 1);
	return text("%016" PRIx64 " %ld %s", key, (long)getpid(), host);
}

/* told to end because another rank is gone: rank 0 first, which looks who it was */
static void leaving(int signal)
{
	nap(LEAVE);
	_exit(128 + signal);
}

static _Noreturn void workfor(uint64_t key)
{
	char *who = introduction(key), *task;
	size_t from, n, i;

	signal(SIGTERM, leaving);
	sent(0, who, strlen(who));
	release(who);
	for (;;) {
		Part p;
		Started s;
		char *bytes;

		while (!(task = message(&from, &n))) nap(NAP);
		i = strtoul(task, NULL, 10);
		release(task);
		if (!i) break;
		s = startpart(i, SHARES);
		endedpart(&s, true, &p);
		bytes = packed(&p, &n);
		sent(0, bytes, n);
		release(bytes);
		freepart(&p);
	}
	by->end();
	exit(0);
}

/* ---- rank 0: who there is ------------------------------------------------------------------- */

typedef struct {
	char *host;
	pid_t pid;
	size_t at;                         /* the shard it has in hand; 0: none */
	bool known, over;                  /* it has said who it is; it has been told to end */
} Worker;

static struct {
	size_t all, next; /* ranks; the shard to be dealt next */
	uint64_t key;
	char *folder, *host;
	bool there[SHARES + 1];
	size_t done;
	Worker *worker; /* by rank; 0 is not used */
	Started own;
	char *lost; /* what is missing, a line each; NULL: nothing */
} deal;

bool dealing(void) { return deal.worker != NULL; }

/* what a handler may say: no more than write */
static void say(const char *s)
{
	if (write(2, s, strlen(s)) < 0) _exit(2);
}

static void saynumber(size_t n)
{
	char digits[24], *p = digits + sizeof digits - 1;

	*p = 0;
	do *--p = (char)('0' + n % 10);
	while (n /= 10);
	say(p);
}

/* MPI ends all ranks when one is gone */
static void ended(int signal)
{
	for (size_t r = 1; r < deal.all; r++) {
		const Worker *w = &deal.worker[r];

		if (!w->known || w->over || strcmp(w->host, deal.host) || !kill(w->pid, 0))
			continue;
		say("wengert: rank "), saynumber(r), say(" is gone");
		if (w->at) say(", in part "), saynumber(w->at);
		say("\n");
	}
	say("wengert: ended early: "), saynumber(deal.done), say(" of ");
	saynumber(SHARES), say(" parts are in "), say(deal.folder);
	say("; the same command goes on with the rest\n");
	_exit(128 + signal);
}

/* ---- rank 0: what is done ------------------------------------------------------------------ */

static char *fileof(size_t i, const char *end) { return text("%s/%zu%s", deal.folder, i, end); }

static char *readpart(size_t i, size_t *n)
{
	char *file = fileof(i, "");
	FILE *f = fopen(file, "r");

	release(file);
	return f ? bytesof(f, n) : NULL;
}

static bool partthere(size_t i)
{
	size_t n;
	char *s = readpart(i, &n);
	Part p = { 0 };
	bool whole = s && unpacked(s, n, &p) && p.i == i && p.n == SHARES && !p.why;

	freepart(&p);
	release(s);
	return whole;
}

static void keptpart(const Part *p, const char *where)
{
	size_t n;
	char *file = fileof(p->i, ""), *begun = fileof(p->i, ".begun"), *bytes = packed(p, &n),
	     *more;
	FILE *f;

	if (p->why) {
		more = text("%swengert: part %zu of %d, by %s, %s\n", deal.lost ? deal.lost : "",
			p->i, SHARES, where, p->why);
		release(deal.lost);
		deal.lost = more;
	} else {
		f = fopen(begun, "w");
		if (!f || fwrite(bytes, 1, n, f) != n || fclose(f) || rename(begun, file))
			bad("%s cannot be written: %s", file, strerror(errno));
		deal.there[p->i] = true;
		deal.done++;
	}
	release(file), release(begun), release(bytes);
}

static void begunfolder(void)
{
	deal.folder = text("wengert-parts-%016" PRIx64, deal.key);
	if (mkdir(deal.folder, 0777) && errno != EEXIST)
		bad("%s cannot be made: %s", deal.folder, strerror(errno));
	if (!holdfolder(deal.folder))
		bad("another mpirun of this command is writing to %s: wait until it has ended, or "
		    "begin in another folder",
			deal.folder);
	for (size_t i = 1; i <= SHARES; i++) {
		deal.there[i] = partthere(i);
		deal.done += deal.there[i];
	}
	if (deal.done)
		fprintf(stderr,
			"wengert: %zu of %d parts are in %s, by the same program, arguments and "
			"files: only the rest is dealt out\n",
			deal.done, SHARES, deal.folder);
}

static void removedfolder(void)
{
	for (size_t i = 1; i <= SHARES; i++) {
		char *file = fileof(i, ""), *begun = fileof(i, ".begun");

		unlink(file), unlink(begun);
		release(file), release(begun);
	}
	rmdir(deal.folder);
}

/* ---- rank 0: dealing ------------------------------------------------------------------------ */

/* 0: nothing is left; after a loss nothing more is begun */
static size_t nextshard(void)
{
	while (deal.next <= SHARES && deal.there[deal.next]) deal.next++;
	return deal.lost || deal.next > SHARES ? 0 : deal.next++;
}

static void handout(size_t rank)
{
	Worker *w = &deal.worker[rank];
	char *task;

	w->at = nextshard();
	w->over = !w->at;
	task = text("%zu", w->at);
	sent(rank, task, strlen(task));
	release(task);
}

static void introduced(size_t rank, const char *says)
{
	Worker *w = &deal.worker[rank];
	uint64_t key = strtoull(says, NULL, 16);
	const char *pid = strchr(says, ' '), *host = pid ? strchr(pid + 1, ' ') : NULL;

	if (!host) bad("rank %zu did not say who it is", rank);
	if (key != deal.key)
		bad("rank %zu on %s has another wengert, other files of those names or other "
		    "WENGERT_ variables than rank 0: make them the same",
			rank, host + 1);
	w->host = copytext(host + 1, strlen(host + 1));
	w->pid = (pid_t)strtol(pid, NULL, 10);
	w->known = true;
}

static bool heard(void)
{
	size_t from, n;
	char *s = message(&from, &n);
	Part p;

	if (!s) return false;
	if (!deal.worker[from].known)
		introduced(from, s);
	else {
		char *who = text("rank %zu on %s", from, deal.worker[from].host);

		if (!unpacked(s, n, &p) || !p.i || p.i > SHARES)
			bad("what %s sent is no part", who);
		keptpart(&p, who);
		freepart(&p);
		release(who);
	}
	release(s);
	handout(from);
	return true;
}

/* our own child, beside the messages */
static bool worked(void)
{
	Part p;

	if (deal.own.child) {
		if (!endedpart(&deal.own, false, &p)) return false;
		keptpart(&p, "rank 0");
		freepart(&p);
	}
	deal.own.i = nextshard();
	if (deal.own.i) deal.own = startpart(deal.own.i, SHARES);
	return deal.own.i;
}

static bool allover(void)
{
	for (size_t r = 1; r < deal.all; r++)
		if (!deal.worker[r].over) return false;
	return !deal.own.child;
}

static void step(void)
{
	bool some = heard();

	if (!worked() && !some) nap(NAP);
}

/* with what others still have in hand, which is kept */
static _Noreturn void incomplete(void)
{
	while (!allover()) step();
	fputs(deal.lost, stderr);
	fprintf(stderr,
		"wengert: %zu of %d parts are in %s; the same command goes on with the rest\n",
		deal.done, SHARES, deal.folder);
	by->end();
	exit(2);
}

char *receivedpart(size_t i, void line(const char *))
{
	size_t n;
	char *s, *result;
	Part p;

	while (!deal.there[i]) {
		if (deal.lost) incomplete();
		step();
	}
	s = readpart(i, &n);
	if (!s || !unpacked(s, n, &p)) bad("part %zu of %s is gone", i, deal.folder);
	eachline(p.printed, line);
	result = copytext(p.result, strlen(p.result));
	freepart(&p);
	release(s);
	return result;
}

void partsdone(void)
{
	if (!dealing()) return;
	while (!allover()) step();
	signal(SIGTERM, SIG_DFL);
	removedfolder();
	for (size_t r = 1; r < deal.all; r++) release(deal.worker[r].host);
	release(deal.worker), release(deal.folder), release(deal.host);
	deal.worker = NULL;
	by->end();
}

size_t dealt(size_t us, size_t all, const char *reads)
{
	size_t rank, size;
	const char *why;
	char host[256] = "";

	if (!(by = pluggedin()) || !by->started()) return 0;
	if ((why = by->begin(&rank, &size)) || rank != us || size != all) {
		fprintf(stderr, "wengert: ranks meet in files: %s\n",
			why ? why : "mpi.so is of another MPI than what started them");
		return 0;
	}
	deal.key = fingerprint(reads);
	if (us) workfor(deal.key);
	gethostname(host, sizeof host - 1);
	deal.all = all, deal.next = 1;
	deal.host = copytext(host, strlen(host));
	deal.worker = alloc(all, sizeof *deal.worker);
	begunfolder();
	signal(SIGTERM, ended);
	shard = (Shard){ .i = 1, .n = SHARES };
	return SHARES;
}
