/* program.c -- a formula or a list, and its derivatives by an engine. */
#include "library/call.h"
#include "engines/formula/formula.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- made ------------------------------------------------------------------------------------ */

typedef struct {
	const char *text;
	size_t n;
	const wengert_input *in;
	/* what is in the making: freed whatever happens */
	List *list;
	char **name;   size_t names;
	V *x;
	wengert_program *p;
} Making;

static Shape shapeofinput(const wengert_input *in)
{
	Shape s = { .rank = in->rank };

	if (in->rank < 0 || in->rank > RANK)
		bad("%s: rank %d; from 0 to %d are there", in->name, in->rank, RANK);
	for (int k = 0; k < s.rank; k++) {
		s.dim[k] = in->dim[k];
		if (!s.dim[k] || s.dim[k] > (size_t)1e9 / (k ? s.dim[k - 1] : 1))
			bad("%s: a size is 0, or there are more than 10^9 elements", in->name);
	}
	if (count(&s) > (size_t)1e9) bad("%s: more than 10^9 elements", in->name);
	return s;
}

static void noname(size_t k, const char *s)
{
	bad("input %zu: \"%s\" is no name: letters, digits and _ are", k, s);
}

static void names(Making *m)
{
	for (size_t k = 0; k < m->n; k++) {
		const char *s = m->in[k].name;

		if (!s || !(isalpha((unsigned char)*s) || *s == '_') || reserved(s))
			noname(k, s ? s : "");
		for (const char *c = s; *c; c++)
			if (!isalnum((unsigned char)*c) && *c != '_') noname(k, s);
		for (size_t j = 0; j < k; j++)
			if (!strcmp(m->in[j].name, s)) bad("two inputs are called %s", s);
		m->name = grow(m->name, &m->names, k + 1, sizeof *m->name);
		m->name[k] = copytext(s, strlen(s));
	}
}

static wengert_program *finished(List *l)
{
	wengert_program *p = alloc(1, sizeof *p);

	p->list = l;
	p->nx = nx(l), p->ny = ny(l);
	p->engine = &static_engine;
	return p;
}

static void fromformula(void *what)
{
	Making *m = what;

	if (!m->text) bad("there is no formula: NULL");
	if (m->n) names(m);
	else      m->n = m->names = freenames(1, &m->text, &m->name);
	m->list = newlist();
	m->x = alloc(m->n, sizeof *m->x);
	for (size_t k = 0; k < m->n; k++)
		m->x[k] = Input(m->list, m->name[k], m->in ? shapeofinput(&m->in[k]) : scalar());
	Output(recordformula(m->list, m->text, m->n, (const char *const *)m->name, m->x));
	m->list = dead(m->list);
	m->p = finished(m->list);
}

static void unread(void *what, const char *sentence) { bad("%s", sentence); }

static void fromlist(void *what)
{
	Making *m = what;

	if (!m->text) bad("there is no list: NULL");
	m->list = parse(m->text, unread, NULL);
	if (!m->list->nout) bad("the list returns nothing");
	m->p = finished(m->list);
}

static wengert_program *made(void (*how)(void *), Making m)
{
	bool done = called(how, &m);

	for (size_t k = 0; m.name && k < m.n; k++) release(m.name[k]);
	release(m.name);
	release(m.x);
	if (!done) freelist(m.list);
	return done ? m.p : NULL;
}

wengert_program *wengert_formula(const char *formula, size_t n, const wengert_input *in)
{
	return made(fromformula, (Making){ .text = formula, .n = in ? n : 0, .in = n ? in : NULL });
}

wengert_program *wengert_list(const char *list) { return made(fromlist, (Making){ .text = list }); }

static void ends(Session *s)
{
	if (s->session) s->engine->close(s->session);
	release(s->y);
	*s = (Session){ 0 };
}

static void closes(void *what)
{
	wengert_program *p = what;

	ends(&p->second);
	ends(&p->first);
	if (p->run) freerun(p->run);
	freelist(p->values);
	freelist(p->list);
	release(p);
}

void wengert_close(wengert_program *p) { if (p) called(closes, p); }

size_t wengert_inputs(const wengert_program *p)  { return p->nx; }
size_t wengert_outputs(const wengert_program *p) { return p->ny; }

static int sizes(const wengert_program *p, size_t n, const Id *id, size_t k, size_t dim[8])
{
	const Shape *s;

	if (k >= n) return -1;
	s = shapeat(p->list, id[k]);
	for (int a = 0; a < s->rank; a++) dim[a] = s->dim[a];
	return s->rank;
}

int wengert_input_shape(const wengert_program *p, size_t k, size_t dim[8])
{
	return sizes(p, p->list->nin, p->list->in, k, dim);
}

int wengert_output_shape(const wengert_program *p, size_t k, size_t dim[8])
{
	return sizes(p, p->list->nout, p->list->out, k, dim);
}

const char *wengert_input_name(const wengert_program *p, size_t k)
{
	return k < p->list->nin ? p->list->name[k] : NULL;
}

Fn functionof(const wengert_program *p) { return listfn("the function", p->list); }

/* ---- what is asked --------------------------------------------------------------------------- */

typedef struct {
	wengert_program *p;
	const double *x, *in;              /* a tangent or a cotangent */
	double *y, *out, *more;
	const char *word;
	char *text; size_t n;
} Question;

static void use(void *what)
{
	Question *q = what;

	for (const Engine *const *e = engines; *e; e++)
		if (!strcmp((*e)->name, q->word)) {
			ends(&q->p->second);
			ends(&q->p->first);
			q->p->engine = *e;
			return;
		}
	bad("there is no engine \"%s\" in the library", q->word);
}

int wengert_use(wengert_program *p, const char *engine)
{
	return called(use, &(Question){ .p = p, .word = engine }) ? 0 : -1;
}

static void printed(void *what)
{
	Question *q = what;
	char *all = NULL;
	size_t n = 0;
	FILE *to = textstream(&all, &n);

	if (!to) bad("no memory for the text of the list");
	print(q->p->list, to);
	fclose(to);
	if (q->n) {
		size_t part = n < q->n ? n : q->n - 1;

		memcpy(q->text, all, part);
		q->text[part] = 0;
	}
	q->n = n + 1;
	free(all);
}

size_t wengert_text(wengert_program *p, char *text, size_t n)
{
	Question q = { .p = p, .text = text, .n = text ? n : 0 };

	return called(printed, &q) ? q.n : 0;
}

/* numbers that T cannot run are lowered; made when first asked for */
static void evaluates(void *what)
{
	Question *q = what;
	wengert_program *p = q->p;
	const void *from = q->x;
	void *to = q->y;

	if (!p->run) {
		p->values = simplify(expand(p->list, runs, &f64), &f64);
		p->run = newrun(p->values, &f64);
	}
	for (size_t k = 0; k < p->values->nin; k++) from = put(p->run, k, from);
	run(p->run);
	for (size_t o = 0; o < p->values->nout; o++) to = get(p->run, o, to);
}

int wengert_evaluate(wengert_program *p, const double *x, double *y)
{
	return called(evaluates, &(Question){ .p = p, .x = x, .y = y }) ? 0 : -1;
}

/* opened when first asked for */
static Session *first(wengert_program *p)
{
	Session *s = &p->first;
	char why[WHY] = "it gives no reason";

	if (s->session) return s;
	s->engine = p->engine;
	s->fn = functionof(p);
	s->session = engage(s->engine, &s->fn, &f64, why);
	if (!s->session) bad("engine %s: %s", s->engine->name, why);
	release(s->y);
	s->y = alloc(p->ny, sizeof *s->y);
	return s;
}

static Session *second(wengert_program *p)
{
	Session *s = &p->second;
	char why[WHY] = "it gives no reason";

	if (s->session) return s;
	s->engine = p->engine->jvp ? p->engine : &static_engine;
	p->first.fn = functionof(p);
	s->fn = gradientfn(&p->first.fn);
	s->session = engage(s->engine, &s->fn, &f64, why);
	if (!s->session) bad("engine %s, the gradient: %s", s->engine->name, why);
	release(s->y);
	s->y = alloc(p->nx, sizeof *s->y);
	return s;
}

/* undefined is NaN */
static void holds(Session *s, Status status, size_t n, double *out)
{
	if (status == UNDEFINED)
		for (size_t k = 0; k < n; k++) out[k] = NAN;
	else if (status != OK)
		bad("engine %s: %s", s->engine->name,
			s->engine->why ? s->engine->why(s->session) : "it cannot");
}

static void forward(Session *s, const double *x, const double *dx, double *y, size_t ny, double *dy)
{
	if (!s->engine->jvp) bad("engine %s gives no tangents; static does", s->engine->name);
	holds(s, s->engine->jvp(s->session, x, 1, dx, y ? y : s->y, dy, NULL), ny, dy);
}

static void reverse(Session *s, const double *x, const double *gy, double *y, size_t nx, double *gx)
{
	if (!s->engine->vjp) bad("engine %s gives no cotangents; static does", s->engine->name);
	holds(s, s->engine->vjp(s->session, x, gy, y ? y : s->y, gx), nx, gx);
}

static void pushes(void *what)
{
	Question *q = what;

	forward(first(q->p), q->x, q->in, q->y, q->p->ny, q->out);
}

static void pulls(void *what)
{
	Question *q = what;

	reverse(first(q->p), q->x, q->in, q->y, q->p->nx, q->out);
}

int wengert_jvp(wengert_program *p, const double *x, const double *dx, double *y, double *dy)
{
	return called(pushes, &(Question){ .p = p, .x = x, .in = dx, .y = y, .out = dy }) ? 0 : -1;
}

int wengert_vjp(wengert_program *p, const double *x, const double *gy, double *y, double *gx)
{
	return called(pulls, &(Question){ .p = p, .x = x, .in = gy, .y = y, .out = gx }) ? 0 : -1;
}

/* row by row, or column by column: whichever are fewer of those that the engine has */
static void differentiates(void *what)
{
	Question *q = what;
	size_t nx = q->p->nx, ny = q->p->ny, n = nx > ny ? nx : ny;
	Session *s = first(q->p);
	bool rows = s->engine->vjp && (ny <= nx || !s->engine->jvp);
	double *d = alloc(n, sizeof *d), *column = alloc(ny, sizeof *column);

	if (!nx && q->y) evaluates(q);             /* no column gives it */
	for (size_t k = 0; k < (rows ? ny : nx); k++) {
		d[k] = 1;
		if (rows) reverse(s, q->x, d, q->y, nx, q->out + k * nx);
		else      forward(s, q->x, d, q->y, ny, column);
		for (size_t o = 0; !rows && o < ny; o++) q->out[o * nx + k] = column[o];
		d[k] = 0;
	}
	release(column);
	release(d);
}

int wengert_jacobian(wengert_program *p, const double *x, double *y, double *J)
{
	return called(differentiates, &(Question){ .p = p, .x = x, .y = y, .out = J }) ? 0 : -1;
}

static void one(const wengert_program *p, const char *what)
{
	if (p->ny != 1)
		bad("%zu results: a %s is of one number; a Jacobian is of many", p->ny, what);
}

static void slopes(void *what)
{
	one(((Question *)what)->p, "gradient");
	differentiates(what);
}

int wengert_gradient(wengert_program *p, const double *x, double *y, double *g)
{
	return called(slopes, &(Question){ .p = p, .x = x, .y = y, .out = g }) ? 0 : -1;
}

static void curves(void *what)
{
	Question *q = what;
	size_t n = q->p->nx;
	Session *s;
	double *d, *column;

	one(q->p, "Hessian");
	if (q->y) evaluates(q);
	s = second(q->p);
	d = alloc(n, sizeof *d), column = alloc(n, sizeof *column);
	for (size_t k = 0; k < n; k++) {
		d[k] = 1;
		forward(s, q->x, d, q->more, n, column);
		for (size_t i = 0; i < n; i++) q->out[i * n + k] = column[i];
		d[k] = 0;
	}
	release(column);
	release(d);
}

int wengert_hessian(wengert_program *p, const double *x, double *y, double *g, double *H)
{
	Question q = { .p = p, .x = x, .y = y, .more = g, .out = H };

	return called(curves, &q) ? 0 : -1;
}
