/* plugin.c -- an engine from outside the tree: wengert_kit.h on their side, Engine on ours.
 *
 * A library is read in one child, and differentiates each function in another: x and d lie in
 * memory that both see, a byte says what is asked, a byte that it is answered.  What crashes there
 * is a status here.
 */
#include "engines/outside/plugin.h"
#include "engines/outside/child.h"
#include "engines/run/program.h"
#include "wengert_kit.h"
#include <ctype.h>
#include <dlfcn.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

double patience = 10;

/* ---- the table of a library ------------------------------------------------------------------ */

enum { MOST = 64, NAMED = 64 };            /* engines of a library; bytes of a name */

typedef struct {
	char name[NAMED], what[WHY], source[WHY];
	int line;
	double ulps;
	bool jvp, vjp;
} Entry;
typedef struct { const char *path; size_t n; char why[2 * WHY]; Entry e[MOST]; } Roster;

static const wengert_engine *const *tableof(const char *path, char *why, size_t room)
{
	void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	const wengert_engine *const *e =
		library ? (const wengert_engine *const *)dlsym(library, "wengert_engines") : NULL;

	if (!library)
		snprintf(why, room, "%s", dlerror());
	else if (!e)
		snprintf(why, room,
			"it shows no wengert_engines: WENGERT_ENGINES(&engine) of wengert_kit.h is "
			"missing%s",
			dlsym(library, "wengert_prims")
				? "; a library of primitives is for wengert vjp"
				: "");
	return e;
}

static bool isname(const char *s)
{
	size_t n = strlen(s);

	for (size_t k = 0; k < n; k++)
		if (!isalnum((unsigned char)s[k]) && !strchr("-_.", s[k]))
			return false;
	return n && n < NAMED;
}

/* zero is wrong by 2^52 ulps or more: a promise of so many would be kept by an engine that answers
 * nothing but zeros */
#define NODIGIT 0x1p52

/* false: why says what is wrong with it */
static bool sound(const wengert_engine *e, size_t at, char *why, size_t room)
{
	if (e->abi != WENGERT_ABI)
		snprintf(why, room,
			"engine %zu is of version %u of wengert_kit.h, this program of %d: compile "
			"it anew",
			at, e->abi, WENGERT_ABI);
	else if (!e->name || !isname(e->name))
		snprintf(why, room,
			"the name of engine %zu is not one of letters, digits, - _ .: \"%s\"", at,
			e->name ? e->name : "");
	else if (!e->open || (!e->jvp && !e->vjp))
		snprintf(why, room, "%s has no open, or neither jvp nor vjp", e->name);
	else if (!(e->ulps > 0 && e->ulps < NODIGIT))
		snprintf(why, room,
			"%s promises no bound: ulps is %g, and would have to be over 0 and below "
			"2^52, where no digit is right",
			e->name, e->ulps);
	else
		return true;
	return false;
}

static void reading(void *roster, int line)
{
	Roster *r = roster;
	const wengert_engine *const *e;
	char go;

	if (read(line, &go, 1) != 1 || !(e = tableof(r->path, r->why, sizeof r->why)))
		go = 'n';
	for (; go != 'n' && *e && sound(*e, r->n + 1, r->why, sizeof r->why); e++) {
		Entry *to = &r->e[r->n++];

		*to = (Entry){ .line = (*e)->line,
			.ulps = (*e)->ulps,
			.jvp = (*e)->jvp,
			.vjp = (*e)->vjp };
		snprintf(to->name, NAMED, "%s", (*e)->name);
		snprintf(to->what, WHY, "%s", (*e)->what ? (*e)->what : "");
		snprintf(to->source, WHY, "%s", (*e)->file ? (*e)->file : "");
		if (r->n == MOST)
			break;
	}
	if (write(line, &go, 1) != 1)
		_exit(1);
}

/* ---- one function in one child ------------------------------------------------------------- */

typedef struct {
	int status;
	bool hosting;                      /* it is in our own code: f is being evaluated */
	char why[WHY];
	double data[];                     /* x, d or gx, y, dy or g */
} Shared;

typedef struct {
	Program program;
	Plugin *plugin;
	Child child;
	Shared *shared;
	size_t nx, ny, bytes;
	Status status;                     /* of the last answer */
	bool open;
	char why[WHY];
} Session;

/* elements of a list whose text is still worth writing */
enum { LISTED = 100000 };

static bool elementwise(const Prim *p, const Num *T) { (void)T; return p->nargs > 0; }

/* rows of numbers, loops written out; NULL: it has none, or too many */
static char *listtext(const Fn *f)
{
	char why[WHY], *s = NULL;
	size_t n = 0, elements = 0;
	List *l = fixedtrace(f, why), *flat, *said, *rows;

	if (!l)
		return NULL;
	flat = unroll(l);
	freelist(l);
	for (size_t i = 0; i < flat->n; i++) elements += count(shapeat(flat, i));
	if (elements <= LISTED) {
		FILE *to = textstream(&s, &n);

		said = expand(flat, elementwise, &f64);
		rows = dead(scalarise(said));
		print(rows, to);
		fclose(to);
		freelist(said);
		freelist(rows);
	}
	freelist(flat);
	return s;
}

static int eval(const wengert_function *f, const double *x, double *y)
{
	Session *s = f->host;

	s->shared->hosting = true;
	evaluate(&s->program, x, y);
	s->shared->hosting = false;
	for (size_t o = 0; o < s->ny; o++)
		if (isnan(y[o]))
			return WENGERT_UNDEFINED;
	return WENGERT_OK;
}

static int answered(const Session *s, const wengert_engine *e, void *state, char what)
{
	double *x = s->shared->data, *d = x + s->nx, *y = d + s->nx, *g = y + s->ny;

	return what == 'j' ? e->jvp(state, x, d, y, g) : e->vjp(state, x, g, y, d);
}

static void serving(void *session, int line)
{
	Session *s = session;
	Shared *m = s->shared;
	wengert_function f = { s->nx, s->ny, eval, NULL, s };
	const wengert_engine *e = NULL;
	void *state = NULL;
	char what;

	m->hosting = true;
	f.list = listtext(&s->program.fn);
	m->hosting = false;
	while (read(line, &what, 1) == 1) {
		if (what == 'o') {
			const wengert_engine *const *all = tableof(s->plugin->file, m->why, WHY);

			e = all ? all[s->plugin->place] : NULL;
			state = e ? e->open(&f, m->why, WHY) : NULL;
			m->status = state ? WENGERT_OK : WENGERT_UNABLE;
		} else if (what == 'c') {
			if (e->close) e->close(state);
		} else
			m->status = answered(s, e, state, what);
		m->why[WHY - 1] = 0;
		if (write(line, &what, 1) != 1)
			break;
	}
}

/* calls without an end after which an engine is not asked again */
enum { TIRED = 3 };

/* sets status and why */
static Status asked(Session *s, char what)
{
	static const struct {
		char what;
		const char *word;
	} words[] = { { 'o', "open" }, { 'j', "jvp" }, { 'v', "vjp" }, { 'c', "close" } };
	size_t k = 0;

	while (words[k].what != what) k++;
	*s->shared->why = 0;
	if (ask(&s->child, what, patience)) {
		int status = s->shared->status;

		if (status != WENGERT_OK && status != WENGERT_UNABLE &&
			status != WENGERT_UNDEFINED) {
			snprintf(s->why, WHY,
				"%s: it returned %d, which is no status of wengert_kit.h",
				words[k].word, status);
			return s->status = CRASHED;
		}
		s->status = status == WENGERT_UNABLE ? UNABLE : OK;
		snprintf(s->why, WHY, "%s",
			*s->shared->why ? s->shared->why : "it gives no reason");
		return s->status;
	}
	s->plugin->late += s->child.late;
	snprintf(s->why, WHY, "%s: %s",
		s->shared->hosting && !s->child.late ? "evaluating the function" : words[k].word,
		s->child.why);
	return s->status = CRASHED;
}

static void start(Session *s)
{
	s->bytes = sizeof *s->shared + 2 * (s->nx + s->ny) * sizeof(double);
	s->shared = newshared(s->bytes);
	if (s->plugin->late >= TIRED) {
		s->status = CRASHED;
		snprintf(s->why, WHY, "not asked again after %d calls that had no end", TIRED);
		return;
	}
	s->child = newchild(serving, s);
	s->open = asked(s, 'o') == OK;
}

static void leave(void *session)
{
	Session *s = session;

	if (s->open && s->child.pid && asked(s, 'c') == CRASHED) {
		s->plugin->lost++;
		memcpy(s->plugin->why, s->why, WHY);
	}
	endchild(&s->child);
	if (s->shared) freeshared(s->shared, s->bytes);
	closeprogram(&s->program);
	release(s);
}

static void *enter(const Engine *e, const Fn *f, const Num *T, char why[WHY])
{
	Session *s;

	if (!T->cdouble) {
		snprintf(why, WHY, "an engine from outside computes in f64");
		return NULL;
	}
	s = alloc(1, sizeof *s);
	s->plugin = (Plugin *)e;           /* its counts of crashes change, and nothing else */
	if (!openprogram(&s->program, f, T, runs, why)) {
		release(s);
		return NULL;
	}
	s->nx = s->program.nx;
	s->ny = s->program.ny;
	if (s->ny)                         /* else it is known when x is */
		start(s);
	if (s->status != UNABLE)
		return s;
	memcpy(why, s->why, WHY);
	leave(s);
	return NULL;
}

static bool ready(Session *s, const double *x)
{
	if (!s->shared) {
		evaluate(&s->program, x, NULL);
		s->ny = s->program.ny;
		start(s);
	}
	if (s->status == OK)
		memcpy(s->shared->data, x, s->nx * sizeof *x);
	return s->status == OK;
}

/* an engine that says UNDEFINED, or writes nothing, answers NaN */
static void blank(double *x, size_t n) { while (n--) x[n] = NAN; }

static Status jvp(void *session, const void *x, size_t k, const void *d, void *y, void *dy,
	double *err)
{
	Session *s = session;

	(void)err;
	for (size_t t = 0; t < k && ready(s, x); t++) {
		double *at = s->shared->data + s->nx, *yat = at + s->nx, *out = yat + s->ny;

		memcpy(at, (const double *)d + t * s->nx, s->nx * sizeof *at);
		blank(yat, 2 * s->ny);
		if (asked(s, 'j') == OK && s->shared->status == WENGERT_UNDEFINED)
			blank(yat, 2 * s->ny);
		memcpy((double *)dy + t * s->ny, out, s->ny * sizeof *out);
		if (y && !t) memcpy(y, yat, s->ny * sizeof *yat);
	}
	return s->status;
}

static Status vjp(void *session, const void *x, const void *g, void *y, void *gx)
{
	Session *s = session;
	double *at, *yat;

	if (!ready(s, x))
		return s->status;
	at = s->shared->data + s->nx, yat = at + s->nx;
	memcpy(yat + s->ny, g, s->ny * sizeof *yat);
	blank(at, s->nx + s->ny);
	if (asked(s, 'v') == OK && s->shared->status == WENGERT_UNDEFINED)
		blank(at, s->nx + s->ny);
	memcpy(gx, at, s->nx * sizeof *at);
	if (y) memcpy(y, yat, s->ny * sizeof *yat);
	return s->status;
}

static const char *reason(void *session) { return ((Session *)session)->why; }

/* ---- the roster ---------------------------------------------------------------------------- */

const Plugin *pluginof(const Engine *e) { return e->enter == enter ? (const Plugin *)e : NULL; }

static void join(Enlist *enlisted, const char *path, const Entry *e, int place)
{
	Plugin *p = alloc(1, sizeof *p);

	*p = (Plugin){ .file = copytext(path, strlen(path)),
		.source = copytext(e->source, strlen(e->source)),
		.line = e->line,
		.place = place };
	p->engine = (Engine){ .name = copytext(e->name, strlen(e->name)),
		.what = copytext(e->what, strlen(e->what)),
		.promise = e->ulps,
		.ownprocess = true,
		.enter = enter,
		.jvp = e->jvp ? jvp : NULL,
		.vjp = e->vjp ? vjp : NULL,
		.why = reason,
		.close = leave };
	if (!enlisted(&p->engine))
		bad("%s: there is an engine %s already", path, e->name);
}

void plugin(const char *file, Enlist *enlisted)
{
	char *path = realpath(file, NULL);
	Roster *r = newshared(sizeof *r);
	Child c;

	if (!path)
		bad("--plugin: %s: %s", file, strerror(errno));
	r->path = path;
	c = newchild(reading, r);
	if (!ask(&c, 'r', patience))
		bad("--plugin: loading %s ended it: %s", file, c.why);
	endchild(&c);
	r->why[sizeof r->why - 1] = 0;
	if (*r->why)
		bad("--plugin: %s: %s", file, r->why);
	if (!r->n)
		bad("--plugin: %s: its table is empty", file);
	for (size_t k = 0; k < r->n; k++) join(enlisted, path, &r->e[k], (int)k);
	freeshared(r, sizeof *r);
	free(path);
}
