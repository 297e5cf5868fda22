/* peers -- the headline problems by our engines and by every tool that is here: time, memory,
 * error.
 *
 * The primal is plain C++ on doubles, from an object of its own, the same for all.  Each problem
 * and tool has a child process, in which primal and gradient take turns: thread CPU time, medians;
 * bytes: what the child's high water mark rises by.  Tools run headline.hpp in their own numbers,
 * our array engines a list of arrays.  Errors are those of the same gradient at a small size,
 * against MPFR.
 */
#include "bench/bench.h"
#include "bench/headline.h"
#include "checks/measure/assess.h"
#include "checks/suite/check.h"
#include "bench/jacobianerrors.h"
#include "checks/io/out.h"
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef HAVE_CXX                            /* and so the problems in C++ */

/* ---- the tools: ours, then those of others -------------------------------------------------- */

/* one of three */
typedef struct {
	const char *name;
	const Native *native;
	const Engine *engine;
	const char *python;
} Tool;

#define P(id, ...) \
	extern const Native \
		id##_native; /* symbolic tools have none: no row of theirs is one of these */
#include "engines/peers/peers.def"
extern const Native scalars_native;

static const Tool tools[] = {
	{ "static", NULL, &static_engine },
	{ "reverse", NULL, &reverse_engine },
	{ "forward", NULL, &forward_engine },
	{ "scalars", &scalars_native, NULL },
#ifdef HAVE_ADOLC
	{ "adolc", &adolc_native, NULL },
	{ "adolc-replay", &adolcreplay_native, NULL },
#endif
#ifdef HAVE_SACADO
	{ "sacado", &sacado_native, NULL },
#endif
#ifdef HAVE_CPPAD
	{ "cppad", &cppad_native, NULL },
#endif
#ifdef HAVE_TMBAD
	{ "tmbad", &tmbad_native, NULL },
#endif
#ifdef HAVE_STAN
	{ "stan", &stan_native, NULL },
#endif
#ifdef HAVE_TORCH
	{ "torch", .python = PYTHON_TORCH },
#endif
};
enum { TOOLS = sizeof tools / sizeof *tools };

/* ---- the problems -------------------------------------------------------------------------- */

typedef struct { size_t a, b, c; } Size;
static const struct { const char *name; Which which; Size small, quick, full[3]; } problems[] = {
	{ "rosenbrock", ROSENBROCK, { 100, 0, 0 }, { 100000, 0, 0 }, { { 1000000, 0, 0 } } },
	{ "speelpenning", SPEELPENNING, { 100, 0, 0 }, { 100000, 0, 0 }, { { 1000000, 0, 0 } } },
	{ "sinexp", SINEXP, { 100, 0, 0 }, { 100000, 0, 0 }, { { 1000000, 0, 0 } } },
	{ "logsumexp", LOGSUMEXP, { 10000, 0, 0 }, { 10000, 0, 0 }, { { 100000, 0, 0 } } },
	{ "gmm", GMM, { 3, 4, 20 }, { 10, 5, 200 }, { { 10, 25, 1000 }, { 20, 50, 1000 } } },
	{ "lstm", LSTM, { 2, 3, 6 }, { 2, 14, 128 }, { { 2, 14, 1024 }, { 4, 14, 4096 } } },
	{ "bundle", BUNDLE, { 5, 0, 0 }, { 2000, 0, 0 }, { { 31843, 0, 0 } } },
	{ "ode", ODE, { 8, 10, 0 }, { 100, 50, 0 }, { { 100, 500, 0 } } },
	{ "minors", MINORS, { 5, 0, 0 }, { 7, 0, 0 }, { { 8, 0, 0 }, { 10, 0, 0 } } },
	{ "mlp", MLP, { 3, 4, 0 }, { 16, 32, 0 },
		{ { 64, 64, 0 }, { 256, 16, 0 }, { 4, 512, 0 } } },
};

static char *sizetext(Which w, Size s)
{
	switch (w) {
	case GMM:  return text("d%zu K%zu n%zu", s.a, s.b, s.c);
	case LSTM: return text("l%zu c%zu", s.a, s.c);
	case ODE:  return text("n%zu s%zu", s.a, s.b);
	case MLP:  return text("%zu x %zu", s.a, s.b);
	default:   return text("%zu", s.a);
	}
}

/* ---- one gradient -------------------------------------------------------------------------- */

enum { SWEEP = 8 };                        /* tangents in one sweep */

typedef struct {
	const Tool *t;
	const Problem *p;
	Fn fn;
	void *state;
	double *y, *J, *seed, *dy;
} Job;

static bool begun(Job *j, char why[WHY])
{
	j->fn = headlinefn(j->p);
	j->state = j->t->native ? j->t->native->open(j->p) : j->t->engine->open(&j->fn, &f64, why);
	j->y = alloc(j->p->ny, sizeof *j->y);
	j->J = alloc(j->p->ny * j->p->nx, sizeof *j->J);
	if (j->t->engine) {
		j->seed = alloc(j->t->engine->vjp ? j->p->ny : SWEEP * j->p->nx, sizeof *j->seed);
		j->dy = alloc(SWEEP * j->p->ny, sizeof *j->dy);
	}
	return j->state;
}

/* the last sweep is padded with zeros: another number of tangents would be another list */
static void forwards(Job *j)
{
	size_t n = j->p->nx, m = j->p->ny;

	for (size_t i = 0; i < n; i += SWEEP) {
		size_t k = n - i < SWEEP ? n - i : SWEEP;

		for (size_t t = 0; t < k; t++) j->seed[t * n + i + t] = 1;
		j->t->engine->jvp(j->state, j->p->x, SWEEP, j->seed, j->y, j->dy, NULL);
		for (size_t t = 0; t < k; t++) {
			j->seed[t * n + i + t] = 0;
			for (size_t o = 0; o < m; o++) j->J[o * n + i + t] = j->dy[t * m + o];
		}
	}
}

static void gradients(Job *j)
{
	if (j->t->native)
		j->t->native->gradient(j->state, j->p, j->y, j->J);
	else if (!j->t->engine->vjp)
		forwards(j);
	else
		for (size_t o = 0; o < j->p->ny; o++) {
			memset(j->seed, 0, j->p->ny * sizeof *j->seed);
			j->seed[o] = 1;
			j->t->engine->vjp(j->state, j->p->x, j->seed, j->y, j->J + o * j->p->nx);
		}
}

/* ---- the clock ----------------------------------------------------------------------------- */

enum { ROUNDS = 15, LEAST = 3 };           /* at most, and at least */
/* seconds a batch takes, so that the clock's grain is nothing */
static const double BATCH = 2e-3;

typedef struct { double primal, gradient, record, bytes; int rounds; bool ok; char why[WHY]; } Cost;

static double cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* kilobytes: VmRSS or VmHWM */
static double kilobytes(const char *what)
{
	FILE *f = fopen("/proc/self/status", "r");
	char line[256];
	double k = NAN;

	while (f && fgets(line, sizeof line, f))
		if (!strncmp(line, what, strlen(what))) k = strtod(line + strlen(what) + 1, NULL);
	if (f) fclose(f);
	return k;
}

/* the high water mark starts from what is in use now */
static void lowwater(void)
{
	FILE *f = fopen("/proc/self/clear_refs", "w");

	if (f) fputs("5", f), fclose(f);
}

static void primals(const Job *j, size_t n)
{
	double y[2];

	for (size_t k = 0; k < n; k++) plainheadline(j->p, y);
}

static size_t turns(double once)
{
	return once > BATCH ? 1 : (size_t)(BATCH / (once > 1e-7 ? once : 1e-7)) + 1;
}

static Cost costs(Job *j, double budget)
{
	Cost c = { .ok = true };
	double before, t0, t1, end, p[ROUNDS], g[ROUNDS];
	size_t np, ng;

	lowwater();
	before = kilobytes("VmRSS:");
	t0 = cpu();
	c.ok = begun(j, c.why);
	if (!c.ok)
		return c;
	gradients(j);                          /* the first traces, plans, touches its memory */
	t1 = cpu();
	gradients(j);
	c.record = t1 - t0 - (cpu() - t1);     /* beyond a gradient */
	c.bytes = 1024 * (kilobytes("VmHWM:") - before);
	ng = turns(cpu() - t1);
	t0 = cpu();
	primals(j, 1);
	primals(j, 1);
	np = turns((cpu() - t0) / 2);
	end = cpu() + budget;
	for (c.rounds = 0; c.rounds < ROUNDS && (c.rounds < LEAST || cpu() < end); c.rounds++) {
		t0 = cpu();
		primals(j, np);
		t1 = cpu();
		for (size_t k = 0; k < ng; k++) gradients(j);
		p[c.rounds] = (t1 - t0) / (double)np;
		g[c.rounds] = (cpu() - t1) / (double)ng;
	}
	c.primal = median((size_t)c.rounds, p, .5);
	c.gradient = median((size_t)c.rounds, g, .5);
	return c;
}

static void writeall(int fd, const void *p, size_t n)
{
	for (ssize_t w; n && (w = write(fd, p, n)) > 0; n -= (size_t)w) p = (const char *)p + w;
}

static bool readall(int fd, void *p, size_t n)
{
	ssize_t r = 1;

	for (; n && (r = read(fd, p, n)) > 0; n -= (size_t)r) p = (char *)p + r;
	return !n;
}

/* ---- a tool in Python measures itself; the primal is measured before it -------------------- */

#ifdef HAVE_TORCH
static const char *const script =
#include "engines/peers/headline.inc"
;

static Cost pythoncosts(const Tool *t, const Problem *p, double budget, unsigned limit, double *J)
{
	uint64_t head[7] = { p->which, p->a, p->b, p->c, p->nx, p->ny, p->ndata };
	double limits[2] = { budget, J ? 1 : ROUNDS }, said[4], prim[ROUNDS], t0;
	int to[2], from[2], k;
	Job j = { .t = t, .p = p };
	Cost c = { 0 };
	pid_t child;

	for (k = 0; k < LEAST + 2; k++) {
		size_t n = k ? turns(prim[0]) : 1;

		t0 = cpu();
		primals(&j, n);
		prim[k] = (cpu() - t0) / (double)n;
	}
	c.primal = median((size_t)k, prim, .5);
	if (pipe(to) || pipe(from))
		bad("no pipe to %s", t->python);
	if (!(child = fork())) {
		dup2(to[0], 0), dup2(from[1], 1);
		close(to[1]), close(from[0]);
		setrlimit(RLIMIT_CPU, &(struct rlimit){ limit, limit });
		execl(t->python, "python3", "-c", script, (char *)NULL);
		_exit(127);
	}
	close(to[0]), close(from[1]);
	signal(SIGPIPE, SIG_IGN);
	writeall(to[1], head, sizeof head);
	writeall(to[1], limits, sizeof limits);
	writeall(to[1], p->x, p->nx * sizeof *p->x);
	writeall(to[1], p->data, p->ndata * sizeof *p->data);
	close(to[1]);
	c.ok = readall(from[0], said, sizeof said);
	if (c.ok)
		c.gradient = said[0], c.record = said[1], c.bytes = said[2],
		c.rounds = (int)said[3];
	else      snprintf(c.why, WHY, "%s gave no answer within %u s", t->name, limit);
	if (c.ok && J) c.ok = readall(from[0], J, p->nx * p->ny * sizeof *J);
	close(from[0]);
	waitpid(child, NULL, 0);
	return c;
}
#else
static Cost pythoncosts(const Tool *t, const Problem *p, double budget, unsigned limit, double *J)
{
	return (Cost){ 0 };
}
#endif

/* ---- a child for each: its memory is its own, and its end nobody's ------------------------- */

/* of addresses: a tape that asks for more has shown enough */
static const size_t MOST = (size_t)8 << 30;

/* J: what one gradient gives, instead of costs; limit: seconds */
static Cost inchild(const Tool *t, const Problem *p, double budget, unsigned limit, double *J)
{
	int fd[2], status;
	Cost c = { 0 };
	pid_t child;

	if (t->python)
		return pythoncosts(t, p, budget, limit, J);
	if (pipe(fd))
		bad("no pipe to a child");
	fflush(NULL);
	if (!(child = fork())) {
		Job j = { .t = t, .p = p };

		setrlimit(RLIMIT_CPU, &(struct rlimit){ limit, limit + 1 });
		setrlimit(RLIMIT_AS, &(struct rlimit){ MOST, MOST });
		if (!J)                                  c = costs(&j, budget);
		else if ((c.ok = begun(&j, c.why)))      gradients(&j);
		writeall(fd[1], &c, sizeof c);
		if (J && c.ok) writeall(fd[1], j.J, p->ny * p->nx * sizeof *J);
		_exit(0);
	}
	close(fd[1]);
	if (!readall(fd[0], &c, sizeof c) ||
		(J && c.ok && !readall(fd[0], J, p->ny * p->nx * sizeof *J)))
		c = (Cost){ .ok = false };
	close(fd[0]);
	waitpid(child, &status, 0);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		snprintf(c.why, WHY, "over %u s", limit);
	else if (WIFSIGNALED(status))
		snprintf(c.why, WHY, "ended by signal %d", WTERMSIG(status));
	else if (WEXITSTATUS(status))
		snprintf(c.why, WHY, "out of memory, at %zu GB of addresses", MOST >> 30);
	return c;
}

/* ---- errors -------------------------------------------------------------------------------- */

static bool vanishes(const Certificate *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->nx * c->ny; i++) n += !mpfr_zero_p(c->J[i]);
	return !n;
}

static void accuracies(const Options *o, int k, Worst *w)
{
	Problem p = newproblem(problems[k].which, problems[k].small.a, problems[k].small.b,
		problems[k].small.c);
	Fn fn = headlinefn(&p);
	Certificate c = certify(&fn, p.x, 53, 42, SIZE_MAX);
	double *J = alloc(p.nx * p.ny, sizeof *J);

	if (vanishes(&c))
		die("%s: a gradient of zeros shows nothing", problems[k].name);
	for (int t = 0; t < TOOLS; t++)
		w[t] = !(o->smallest && tools[t].python) && inchild(&tools[t], &p, 0, 20, J).ok
			? worsterrors(&c, J)
			: (Worst){ NAN, NAN };
	release(J);
	freecertificate(&c);
	freeproblem(&p);
}

/* ---- the table ----------------------------------------------------------------------------- */

/* inputs beyond which forward mode would only show that it is the wrong one */
enum { COLUMNS = 3000 };

static void line(FILE *f, int k, Size s, const Problem *p, const Tool *t, Worst w, bool full)
{
	Cost c = { 0 };
	char *size = sizetext(problems[k].which, s);
	bool asked = starts(f, "%s,%s,%s", problems[k].name, size, t->name);

	release(size);
	if (!asked) return;
	if (t->engine && !t->engine->vjp && p->nx > COLUMNS)
		snprintf(c.why, WHY, "%zu inputs: %zu sweeps", p->nx, (p->nx + SWEEP - 1) / SWEEP);
	else
		c = inchild(t, p, full ? 0.5 : 0.1, full ? 30 : 20, NULL);
	if (c.ok)
		fprintf(f, ",%.4g,%.4g,%.3g,%.3g,%.0f,%.3g,%.3g,%d,\n", 1e3 * c.primal,
			1e3 * c.gradient, c.gradient / c.primal, 1e3 * fmax(c.record, 0), c.bytes,
			w.entry, w.norm, c.rounds);
	else      fputs(",,,,,,,,,", f), cellto(f, c.why), fputc('\n', f);
	fflush(f);
}

void peers(const Options *o, FILE *f)
{
	Worst w[TOOLS];

	columnnames(f,
		"problem,size,tool,primal_ms,gradient_ms,ratio,record_ms,bytes,ulps,"
		"ulps_of_largest,rounds,why\n");
	for (size_t k = 0; k < sizeof problems / sizeof *problems; k++) {
		const Size *s = o->full ? problems[k].full
			: o->smallest   ? &problems[k].small
					: &problems[k].quick;

		if (f) accuracies(o, (int)k, w);
		for (int i = 0; i < (o->full ? 3 : 1) && s[i].a; i++) {
			Problem p = newproblem(problems[k].which, s[i].a, s[i].b, s[i].c);

			for (int t = 0; t < TOOLS; t++)
				if ((!o->engine || onlist(o->engine, tools[t].name)) &&
					!(o->smallest && tools[t].python))
					line(f, (int)k, s[i], &p, &tools[t], w[t], o->full);
			freeproblem(&p);
		}
	}
}

#endif
