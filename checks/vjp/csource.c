/* csource.c -- entries of a library called on arrays that end, or begin, at a page nobody may
 * touch. */
#include "checks/vjp/csource.h"
#include <dlfcn.h>
#include <errno.h>
#include <fenv.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGE = 4096, PLACES = 5 * MOST };
typedef void Entry(void **p, const long *n);

typedef struct {
	char *map, *data, *copy;           /* copy: what was put there */
	size_t room, bytes, size;          /* room: between the fences; size: of an element */
	const char *name;
} Fenced;

typedef struct {
	Entry *forward[PRECISIONS], *backward[PRECISIONS], *covered[2];
	Hooks hooks;
	Fenced at[PLACES];
} Own;

static Watch *watch;
static Own *running;                       /* for the handler */

Watch *watched(void) { return watch; }

double since(const struct timespec *t)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - t->tv_sec) + 1e-9 * (double)(now.tv_nsec - t->tv_nsec);
}

/* ---- arrays between fences ---------------------------------------------------------- */

enum { CANARY = 0xa5, CANARIES = 256 };
static unsigned char canaries[CANARIES];

/* on the side of f that has no fence: where they begin; how many there is room for */
static char *loose(const Fenced *f, bool front, size_t *n)
{
	*n = f->room - f->bytes < CANARIES ? f->room - f->bytes : CANARIES;
	return front ? f->data + f->bytes : f->data - *n;
}

static void *fence(Fenced *f, size_t n, size_t size, bool front)
{
	size_t bytes = n * size, pages = (bytes + PAGE - 1) / PAGE * PAGE, unload;
	char *at;

	if (!pages) pages = PAGE;
	if (f->room < pages) {
		if (f->map) munmap(f->map, f->room + 2 * PAGE);
		f->map =
			mmap(NULL, pages + 2 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (f->map == MAP_FAILED || mprotect(f->map + PAGE, pages, PROT_READ | PROT_WRITE))
			die("no memory for an array of %zu bytes", bytes);
		f->room = pages;
		f->copy = realloc(f->copy, pages);
		if (!f->copy) die("no memory");
	}
	f->bytes = bytes, f->size = size;
	f->data = f->map + PAGE + (front ? 0 : f->room - bytes);
	at = loose(f, front, &unload);
	memset(at, CANARY, unload);
	return f->data;
}

static bool intact(const Fenced *f, bool front)
{
	size_t n;
	const char *at = loose(f, front, &n);

	return !memcmp(at, canaries, n);
}

typedef enum { FLOAT_, DOUBLE_, QUAD_, INTEGER_ } Cell;

static Cell cell(Base b, const Kernel *k, Precision p)
{
	const char *c = b == WHOLE ? "" : ctype(b, k, p);

	return b == WHOLE ? INTEGER_ : *c == 'w' ? QUAD_ : *c == 'd' ? DOUBLE_ : FLOAT_;
}

static size_t cellsize(Cell c, int bytes)
{
	return c == FLOAT_ ? 4 : c == DOUBLE_ ? 8 : c == QUAD_ ? 16 : (size_t)bytes;
}

static void store(Cell c, int bytes, void *to, size_t n, const Quad *x)
{
	for (size_t k = 0; k < n; k++) {
		long long w = c == INTEGER_ ? (long long)x[k] : 0;

		if (c == FLOAT_)       ((float *)to)[k] = (float)x[k];
		else if (c == DOUBLE_) ((double *)to)[k] = (double)x[k];
		else if (c == QUAD_)   ((Quad *)to)[k] = x[k];
		else memcpy((char *)to + k * (size_t)bytes, &w, (size_t)bytes);
	}
}

static void load(Cell c, int bytes, const void *from, size_t n, Quad *x)
{
	for (size_t k = 0; k < n; k++) {
		long long w = 0;

		if (c == FLOAT_)       x[k] = ((const float *)from)[k];
		else if (c == DOUBLE_) x[k] = ((const double *)from)[k];
		else if (c == QUAD_)   x[k] = ((const Quad *)from)[k];
		else {
			memcpy(&w, (const char *)from + k * (size_t)bytes, (size_t)bytes);
			x[k] = bytes == 4 ? (int)w : w;
		}
	}
}

static void set(Own *o, const Case *c, Role r, int which, Base b, int bytes, size_t n,
	const Quad *x, Precision p, bool front)
{
	const Kernel *k = c->kernel;
	Fenced *f = &o->at[place(k, r, which)];
	Cell kind = cell(b, k, p);

	f->name = r == ARGUMENT ? k->arg[which].name
		: r == RESULT   ? k->res[which].name
		: r == FIXED    ? k->given[which].name
				: text(r == COTANGENT ? "d%s" : "d%s",
                                       r == COTANGENT ? k->res[which].name : k->arg[which].name);
	fence(f, n, cellsize(kind, bytes), front);
	if (x) store(kind, bytes, f->data, n, x);
	else   memset(f->data, 0, f->bytes);
	memcpy(f->copy, f->data, f->bytes);
}

static void fetch(Own *o, const Case *c, Role r, int which, Base b, int bytes, size_t n, Quad *x,
	Precision p)
{
	Fenced *f = &o->at[place(c->kernel, r, which)];

	load(cell(b, c->kernel, p), bytes, f->data, n, x);
}

/* ---- calls ------------------------------------------------------------------------------ */

/* rounded upward, `while (sum != before)` may never end: such a call is left by force after its
 * time */
static sigjmp_buf out;
static void leave(int caughtsignal) { (void)caughtsignal; siglongjmp(out, 1); }

static void turned(Subject *s, Entry *e, void **at, const long *n)
{
	struct itimerval most = { .it_value = { 0, 200000 } }, none = { 0 };
	struct sigaction a = { .sa_handler = leave }, was;

	sigaction(SIGVTALRM, &a, &was);
	if (sigsetjmp(out, 1))
		s->stuck = true;
	else {
		setitimer(ITIMER_VIRTUAL, &most, NULL);
		fesetround(s->rounding);
		e(at, n);
	}
	fesetround(FE_TONEAREST);
	setitimer(ITIMER_VIRTUAL, &none, NULL);
	sigaction(SIGVTALRM, &was, NULL);
}

static void call(Subject *s, Entry *e, Precision p, bool back, const Case *c)
{
	Own *o = s->own;
	const Kernel *k = c->kernel;
	void *at[PLACES];
	long n[SIZES + MOST];

	if (s->covering) e = o->covered[back];
	for (int i = 0; i < PLACES; i++) at[i] = o->at[i].data;
	for (int i = 0; i < k->nsizes; i++) n[i] = c->size[i];
	for (int i = 0; i < k->ngiven; i++) n[k->nsizes + i] = (long)c->given[i];
	clock_gettime(CLOCK_MONOTONIC, &watch->since);
	watch->back = back, watch->precision = p;
	feclearexcept(FE_ALL_EXCEPT);
	watch->calling = true;
	s->rounding == FE_TONEAREST ? e(at, n) : turned(s, e, at, n);
	watch->calling = false;
	s->range = fetestexcept(FE_OVERFLOW | FE_UNDERFLOW);
	watch->verdict.evaluations++;
}

static void givens(Own *o, const Case *c, Precision p)
{
	const Kernel *k = c->kernel;

	for (int i = 0; i < k->ngiven; i++) {
		Base b = k->base;

		for (int j = 0; j < k->forward.n + k->backward.n; j++) {
			const Param *x = j < k->forward.n ? &k->forward.param[j]
							  : &k->backward.param[j - k->forward.n];

			if (x->role == FIXED && x->which == i) b = x->base;
		}
		set(o, c, FIXED, i, b == WHOLE ? REAL64 : b, 8, 1, &c->given[i], p, false);
	}
}

static void inspect(Subject *s, const Case *c, int from, int to)
{
	Own *o = s->own;

	(void)c;
	for (int i = from; i < to; i++)
		if (o->at[i].data && memcmp(o->at[i].copy, o->at[i].data, o->at[i].bytes))
			s->changed = o->at[i].name;
}

static void borders(Subject *s, int n)
{
	Own *o = s->own;

	for (int i = 0; i < n; i++)
		if (o->at[i].data && !intact(&o->at[i], s->front)) s->outside = o->at[i].name;
}

static void forward(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y)
{
	const Kernel *k = c->kernel;
	Own *o = s->own;

	for (int i = 0; i < k->nargs; i++)
		set(o, c, ARGUMENT, i, k->arg[i].base, k->arg[i].bytes, c->nx[i], x[i], p,
			s->front);
	for (int i = 0; i < k->nres; i++)
		set(o, c, RESULT, i, k->res[i].base, k->res[i].bytes, c->ny[i], NULL, p, s->front);
	givens(o, c, p);
	call(s, o->forward[p], p, false, c);
	s->changed = s->outside = NULL;
	inspect(s, c, 0, k->nargs);
	borders(s, k->nargs + k->nres);
	for (int i = 0; i < k->nres; i++)
		fetch(o, c, RESULT, i, k->res[i].base, k->res[i].bytes, c->ny[i], y[i], p);
}

static void pulled(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	const Kernel *k = c->kernel;
	Own *o = s->own;

	for (int i = 0; i < k->nargs; i++)
		set(o, c, ARGUMENT, i, k->arg[i].base, k->arg[i].bytes, c->nx[i], x[i], p,
			s->front);
	for (int i = 0; i < k->nres; i++)
		set(o, c, RESULT, i, k->res[i].base, k->res[i].bytes, c->ny[i], y[i], p, s->front);
	for (int i = 0; i < k->nres; i++)
		set(o, c, COTANGENT, i, k->res[i].base, k->res[i].bytes, c->ny[i],
			k->res[i].wanted ? g[i] : NULL, p, s->front);
	for (int i = 0; i < k->nargs; i++)
		if (k->arg[i].wanted)
			set(o, c, GRADIENT, i, k->arg[i].base, k->arg[i].bytes, c->nx[i], gx[i], p,
				s->front);
	givens(o, c, p);
	call(s, o->backward[p], p, true, c);
	s->changed = s->outside = NULL;
	inspect(s, c, 0, k->nargs + 2 * k->nres);
	borders(s, 2 * (k->nargs + k->nres));
	for (int i = 0; i < k->nargs; i++)
		if (k->arg[i].wanted)
			fetch(o, c, GRADIENT, i, k->arg[i].base, k->arg[i].bytes, c->nx[i], gx[i],
				p);
}

/* ---- the child ---------------------------------------------------------------------------- */

static void locate(const char *address)
{
	if (!running)
		return;
	for (int i = 0; i < PLACES; i++) {
		const Fenced *f = &running->at[i];

		if (!f->map || address < f->map || address >= f->map + f->room + 2 * PAGE)
			continue;
		snprintf(watch->where, sizeof watch->where, "%s[%ld], which has %zu element%s",
			f->name,
			(long)((address - f->data - (address < f->data ? (long)f->size - 1 : 0)) /
				(long)f->size),
			f->bytes / f->size, f->bytes / f->size == 1 ? "" : "s");
	}
}

static void caught(int caughtsignal, siginfo_t *info, void *context)
{
	(void)context;
	watch->signal = caughtsignal;
	if (caughtsignal == SIGSEGV || caughtsignal == SIGBUS) locate(info->si_addr);
	_exit(1);
}

static void guarded(void)
{
	static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGILL, SIGTRAP };
	stack_t stack = { .ss_size = 1 << 16, .ss_sp = malloc(1 << 16) };
	struct sigaction a = { .sa_sigaction = caught, .sa_flags = SA_SIGINFO | SA_ONSTACK };

	sigaltstack(&stack, NULL);
	for (size_t k = 0; k < sizeof signals / sizeof *signals; k++)
		sigaction(signals[k], &a, NULL);
}

static Entry *entry(void *library, const char *which, const char *name)
{
	void *p = dlsym(library, text("wengert_%s_%s", which, name));
	Entry *e;

	if (!p)
		die("no entry %s of %s", which, name);
	memcpy(&e, &p, sizeof e);
	return e;
}

/* loaded lazily: without optimisation inline functions that nobody calls are kept */
static void hooked(Own *o, Subject *s, const Built *b)
{
	void *library = b->covered ? dlopen(b->covered, RTLD_LAZY | RTLD_LOCAL) : NULL, *start, *stop;

	if (!library) {
		const char *said = b->blind ? strstr(b->blind, "error: ") : NULL;

		snprintf(watch->verdict.blind, sizeof watch->verdict.blind, "%s",
			said ? said + strlen("error: ") : b->blind ? b->blind : "");
		return;
	}
	start = dlsym(library, "wengert_start"), stop = dlsym(library, "wengert_stop");
	memcpy(&o->hooks.start, &start, sizeof start);
	memcpy(&o->hooks.stop, &stop, sizeof stop);
	o->hooks.library = b->covered;
	o->covered[0] = entry(library, "forward", s->kernel->name);
	o->covered[1] = entry(library, "backward", s->kernel->name);
	s->hooks = &o->hooks;
}

static void child(const Kernel *k, const Built *b, const Asked *a)
{
	Own *o = alloc(1, sizeof *o);
	Subject s = { .kernel = k, .forward = forward, .backward = pulled, .own = o };

	running = o;
	memset(canaries, CANARY, sizeof canaries);
	dup2(2, 1);
	guarded();
	for (int p = native(k); p < PRECISIONS; p++) {
		void *library = b->library[p] ? dlopen(b->library[p], RTLD_NOW | RTLD_LOCAL) : NULL;

		if (b->why[p]) s.why = b->why[p];
		if (!library)
			continue;
		o->forward[p] = entry(library, "forward", k->name);
		o->backward[p] = entry(library, "backward", k->name);
		s.has[p] = true;
	}
	hooked(o, &s, b);
	judge(&s, a, &watch->verdict);
	watch->finished = true;
	_exit(0);
}

static void ended(const Kernel *k, int status, bool late, const Asked *a)
{
	Verdict *v = &watch->verdict;
	const Proto *f = watch->back ? &k->backward : &k->forward;
	static const char *const width[] = { "binary32", "binary64", "binary128" };
	const char *sizes = *watch->sizes ? text(", with %s", watch->sizes) : "";

	v->ruling = WRONG;
	if (late)
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
			width[watch->precision]);
}

static Verdict attempt(const Kernel *k, const Built *b, const Asked *a, bool *widened)
{
	struct timespec begin;
	Verdict v;
	int status = 0;
	bool late = false;
	pid_t pid, got;

	watch = mmap(NULL, sizeof *watch, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		0);
	if (watch == MAP_FAILED)
		die("no shared memory");
	clock_gettime(CLOCK_MONOTONIC, &begin);
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		die("no child process: %s", strerror(errno));
	if (!pid) child(k, b, a);
	while (!(got = waitpid(pid, &status, WNOHANG))) {
		struct timespec nap = { 0, 1000000 };

		if (!late && watch->calling && since(&begin) > a->limit &&
			since(&watch->since) > a->limit) {
			late = true;
			kill(pid, SIGKILL);
		}
		nanosleep(&nap, NULL);
	}
	if (!watch->finished) {
		if (!watch->calling && watch->signal)
			die("the verdict on %s itself was stopped by signal %d", k->name,
				watch->signal);
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
	bool widened;
	Verdict v = attempt(k, b, a, &widened), again;
	Built own = *b;

	if (!widened)
		return v;
	for (int p = native(k) + 1; p < PRECISIONS; p++) own.library[p] = NULL, own.why[p] = v.why;
	again = attempt(k, &own, a, &widened);
	again.seconds += v.seconds;
	return again;
}
