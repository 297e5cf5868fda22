/* child.c -- a kernel is judged in a process of its own: it may crash, hang or end it. */
#include "checks/vjp/child.h"
#include "checks/vjp/csource.h"
#include "checks/vjp/limits.h"
#include "checks/vjp/narrow.h"
#include "checks/vjp/tracer.h"
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static Watch *watch;

Watch *watched(void) { return watch; }

double since(const struct timespec *t)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - t->tv_sec) + 1e-9 * (double)(now.tv_nsec - t->tv_nsec);
}

static void caught(int caughtsignal, siginfo_t *info, void *context)
{
	(void)context;
	watch->signal = caughtsignal;
	if (caughtsignal == SIGSEGV || caughtsignal == SIGBUS)
		locate(info->si_addr, watch->where, sizeof watch->where);
	_exit(1);
}

/* what it starts would go on as the judge does, and start as many again */
static void forking(void)
{
	if (!watch->calling) return;
	watch->forks = true;
	_exit(1);
}

static void guarded(void)
{
	static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGILL, SIGTRAP, SIGXFSZ };
	struct rlimit most;
	stack_t stack = { .ss_size = 1 << 16, .ss_sp = malloc(1 << 16) };
	struct sigaction a = { .sa_sigaction = caught, .sa_flags = SA_SIGINFO | SA_ONSTACK };

	sigaltstack(&stack, NULL);
	for (size_t k = 0; k < sizeof signals / sizeof *signals; k++)
		sigaction(signals[k], &a, NULL);
	pthread_atfork(forking, NULL, NULL);
	if (getrlimit(RLIMIT_FSIZE, &most) || most.rlim_cur < (rlim_t)WRITES << 20) return;
	most.rlim_cur = (rlim_t)WRITES << 20;
	setrlimit(RLIMIT_FSIZE, &most);
}

static Entry *entry(void *library, const char *which, const char *name)
{
	void *p = dlsym(library, text("wengert_%s_%s", which, name));
	Entry *e;

	if (!p) die("no entry %s of %s", which, name);
	memcpy(&e, &p, sizeof e);
	return e;
}

/* NULL where there is none, or where it cannot be loaded: then its file goes, so that the next run
   builds it anew.  Of one that ends or stops the program meanwhile the parent says so */
static void *opened(const char *path)
{
	void *library;

	if (!path) return NULL;
	snprintf(watch->library, sizeof watch->library, "%s", path);
	clock_gettime(CLOCK_MONOTONIC, &watch->since);
	watch->loading = true;
	library = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
	watch->loading = false;
	if (!library) unlink(path);
	return library;
}

/* one that nothing can be said without: what the loader says is for the parent, which tells it */
static void *loaded(const char *path)
{
	void *library = opened(path);

	if (!library) {
		snprintf(watch->where, sizeof watch->where, "%s", dlerror());
		watch->loading = true;
		_exit(2);
	}
	return library;
}

static const char removed[] =
	"its build cannot be loaded and was removed: the next run makes it anew";

/* loaded lazily: without optimisation inline functions that nobody calls are kept */
static void hooked(Subject *s, const Built *b)
{
	void *library = opened(b->covered), *start, *stop;
	Hooks hooks = { .library = b->covered };

	if (!library) {
		const char *said = b->blind ? strstr(b->blind, "error: ") : NULL;

		snprintf(watch->verdict.blind, sizeof watch->verdict.blind, "%s",
			said         ? said + strlen("error: ")
				: b->blind   ? b->blind
				: b->covered ? removed
					     : "");
		return;
	}
	start = dlsym(library, "wengert_start"), stop = dlsym(library, "wengert_stop");
	memcpy(&hooks.start, &start, sizeof start);
	memcpy(&hooks.stop, &stop, sizeof stop);
	coveredby(s, entry(library, "forward", s->kernel->name),
		entry(library, "backward", s->kernel->name), hooks);
}

static void *own;                          /* the library in the kernel's own type */

/* a conversion that is none: then the wider types compute something else */
static void unconverted(Subject *s)
{
	void *at = own ? dlsym(own, "wengert_conversions") : NULL;
	const char *(*conversions)(void), *says;

	if (!at) return;
	memcpy(&conversions, &at, sizeof at);
	says = conversions();
	if (!says) return;
	s->why = text("%s: it is no conversion", says);
	for (int p = F32; p < PRECISIONS; p++) s->has[p] = false;
}

/* the VJP beside a JVP, out of the same libraries */
static Subject *beside(const Kernel *k, const Built *b)
{
	Subject *s = alloc(1, sizeof *s);
	const char *name = k->partner->name;

	s->kernel = k->partner;
	csource(s);
	for (int p = native(k); p < PRECISIONS; p = after(p)) {
		void *library = b->library[p] ? loaded(b->library[p]) : NULL;

		if (library && dlsym(library, text("wengert_backward_%s", name)))
			entriesof(s, p, entry(library, "forward", name),
				entry(library, "backward", name));
	}
	return s;
}

static void bytracing(Subject *s, const Built *b)
{
	void *library = opened(b->traced),
	     *program = library ? dlsym(library, "wengert_program") : NULL;
	const int *early = library ? dlsym(library, "wengert_early") : NULL;
	const char *why = b->untraced ? b->untraced
		: early && *early ? "a number of its file is computed before any call"
		: b->traced       ? removed
				  : "";

	if (program && !(early && *early))
		s->tracer = newtracer(s->kernel, entry(library, "forward", s->kernel->name),
			entry(library, "backward", s->kernel->name), program);
	else
		snprintf(watch->verdict.untraced, sizeof watch->verdict.untraced, "%s", why);
}

static void child(const Kernel *k, const Built *b, const Asked *a)
{
	Subject s = { .kernel = k };

	/* it ends with its parent, and so does what it starts */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setpgid(0, 0);
	if (k->partner) s.partner = beside(k, b);
	csource(&s);
	dup2(2, 1);
	guarded();
	for (int p = native(k); p < PRECISIONS; p = after(p)) {
		void *library = b->library[p] ? loaded(b->library[p]) : NULL;

		if (b->why[p]) s.why = b->why[p];
		if (library && p == (int)native(k)) own = library;
		if (library)
			entriesof(&s, p, entry(library, "forward", k->name),
				entry(library, "backward", k->name));
	}
	unconverted(&s);
	launchedby(&s, own ? dlsym(own, "wengert_threads") : NULL);
	hooked(&s, b);
	bytracing(&s, b);
	judge(&s, a, &watch->verdict);
	watch->finished = true;
	_exit(0);
}

static void ended(const Kernel *k, int status, bool late, const Asked *a)
{
	Verdict *v = &watch->verdict;
	const Proto *f = watch->back ? &k->backward : &k->forward;
	const char *sizes = *watch->sizes ? text(", with %s", watch->sizes) : "";

	v->ruling = WRONG;
	/* at sizes that the tool chose a slow kernel and an endless one are not told apart */
	if (late && !k->plain && v->cases) {
		v->ruling = INCONCLUSIVE;
		snprintf(v->why, sizeof v->why,
			"%s did not return within %g s%s; at other sizes it did: give it more "
			"with --limit, or say in the comment which sizes, as sizes %s <= 64",
			f->name, a->limit, sizes, k->nsizes ? k->size[0] : "N");
	} else if (late)
		snprintf(v->why, sizeof v->why, "%s never returned: stopped after %g s (--limit)%s",
			f->name, a->limit, sizes);
	else if (watch->signal == SIGSEGV || watch->signal == SIGBUS)
		snprintf(v->why, sizeof v->why, "%s crashed at %s%s", f->name,
			*watch->where ? watch->where : "an address of no array", sizes);
	else if (watch->signal == SIGFPE)
		snprintf(v->why, sizeof v->why,
			"%s crashed at a division of whole numbers by zero%s", f->name, sizes);
	else if (watch->signal == SIGABRT)
		snprintf(v->why, sizeof v->why, "%s crashed at abort()%s", f->name, sizes);
	else if (watch->signal || WIFSIGNALED(status))
		snprintf(v->why, sizeof v->why, "%s crashed at signal %d%s", f->name,
			watch->signal ? watch->signal : WTERMSIG(status), sizes);
	else
		snprintf(v->why, sizeof v->why, "%s crashed at exit(%d): it ended the program%s",
			f->name, WEXITSTATUS(status), sizes);
	if (watch->precision != native(k))
		snprintf(v->why + strlen(v->why), sizeof v->why - strlen(v->why), " in %s",
			types[watch->precision].says);
}

/* of what is no answer of the kernel: the sentence, exit 2 */
static void unable(const Kernel *k, int status, bool late, const Asked *a)
{
	if (watch->loading) {
		unlink(watch->library);
		if (late)
			bad("%s: loading what was built of it did not end in %g s (--limit)",
				k->file, a->limit);
		bad("%s: what was built of it cannot be loaded%s%s; %s was removed: try again, or "
		    "with "
		    "XDG_CACHE_HOME in a folder that programs may be loaded from",
			k->file, *watch->where ? ": " : "", watch->where, watch->library);
	}
	if (watch->signal == SIGXFSZ)
		bad("%s: %s writes a file of more than %d MiB: a kernel that is judged computes, "
		    "and does nothing else",
			k->file, (watch->back ? &k->backward : &k->forward)->name, WRITES);
	if (watch->calling) return;
	/* it has said why */
	if (WIFEXITED(status) && !watch->signal) exit(2);
	bad("%s: the verdict on %s was stopped by signal %d", k->file, k->name,
		watch->signal ? watch->signal : WTERMSIG(status));
}

/* times a budget, and seconds: the first case is to come to its end on a machine that is busy */
static const double GRACE = 2, LEASTGRACE = 5;

/* a case ends late by what the rest of it takes: one of slow calls is given up */
static void spent(Verdict *v)
{
	v->late = true;
	for (int i = 0; i < MOST; i++)
		if (v->arg[i].ruling > v->ruling) v->ruling = v->arg[i].ruling;
	if (v->ruling >= INCONCLUSIVE) return;
	v->ruling = INCONCLUSIVE;
	snprintf(v->why, sizeof v->why,
		"the budget ended within a case, after %zu calls of %.2g s each: give it more",
		v->evaluations, since(&watch->begin) / (double)(v->evaluations + !v->evaluations));
}

static pid_t begun(const Kernel *k, const Built *b, const Asked *a)
{
	pid_t pid;

	watch = mmap(NULL, sizeof *watch, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		0);
	if (watch == MAP_FAILED) bad("no shared memory: %s", strerror(errno));
	clock_gettime(CLOCK_MONOTONIC, &watch->begin);
	if (a->budget > 0) watch->most = GRACE * a->budget + LEASTGRACE;
	fflush(NULL);
	pid = fork();
	if (pid < 0) bad("no child process: %s", strerror(errno));
	if (!pid) child(k, b, a);
	return pid;
}

static Verdict attempt(const Kernel *k, const Built *b, const Asked *a, bool *widened,
	bool *tracing)
{
	struct timespec begin;
	Verdict v;
	int status = 0;
	bool late = false;
	pid_t pid;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	pid = begun(k, b, a);
	while (!waitpid(pid, &status, WNOHANG)) {
		struct timespec nap = { 0, 1000000 };

		if (!late && (watch->calling || watch->loading || watch->tracing) &&
			since(&begin) > a->limit && since(&watch->since) > a->limit) {
			late = true;
			kill(pid, SIGKILL);
		}
		nanosleep(&nap, NULL);
	}
	kill(-pid, SIGKILL); /* what it has started */
	*tracing = watch->tracing && !watch->finished;
	if (*tracing) watch->finished = true;
	if (watch->forks)
		bad("%s: %s starts a process: a kernel that is judged computes, and does nothing "
		    "else",
			k->file, (watch->back ? &k->backward : &k->forward)->name);
	if (watch->spent && !watch->finished) {
		spent(&watch->verdict);
		watch->finished = true;
	}
	if (!watch->finished) {
		unable(k, status, late, a);
		ended(k, status, late, a);
	}
	*widened = !watch->finished && watch->precision != native(k);
	v = watch->verdict;
	v.seconds = since(&begin);
	munmap(watch, sizeof *watch);
	watch = NULL;
	return v;
}

/* what stops in a wider precision only is tried again in its own: it may stop there too, or cannot
 * be retyped */
Verdict tried(const Kernel *k, const Built *b, const Asked *a)
{
	bool widened, tracing = false;
	Verdict v = attempt(k, b, a, &widened, &tracing), again;
	Built own = *b;

	/* the traced build alone stops: it is left out */
	if (tracing) {
		own.traced = NULL, own.untraced = "it crashes or never returns where it is traced";
		return tried(k, &own, a);
	}

	if (!widened) return v;
	for (int p = native(k) + 1; p < PRECISIONS; p++) own.library[p] = NULL, own.why[p] = v.why;
	again = attempt(k, &own, a, &widened, &tracing);
	again.seconds += v.seconds;
	return again;
}
