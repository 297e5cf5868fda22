/* text.c -- a list as text: checked, printed, parsed back, drawn.
 *
 *	v0[2,3] = input w
 *	v1 = const value=0x1.8p+1
 *	v2[3] = slice v0 start=1,0,... step=1,1,...
 *	return v2
 */
#include "engines/list/regions.h"
#include "engines/list/rewrite.h"
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

extern const Prim data_prim;

/* ---- verify --------------------------------------------------------------- */

static const char *wrong(List *l, size_t i)
{
	const Ins *in = &l->ins[i];
	Shape few[8], *x = in->nargs > 8 ? alloc(in->nargs, sizeof *x) : few, y = *shapeat(l, i);
	const char *why = NULL;

	for (size_t k = 0; k < in->nargs && !why; k++) {
		if (args(l, in)[k] >= i) why = "uses an instruction that is not yet there";
		else x[k] = *shapeat(l, args(l, in)[k]);
	}
	if (!why && in->prim->shape) {
		y = in->prim->shape(l, attr(l, in), in->nargs, x);
		if (!same(&y, shapeat(l, i))) why = "has not the shape its arguments give";
	} else if (!why && in->prim->fits && !in->prim->fits(attr(l, in), &y, x))
		why = "has a shape its argument cannot take";
	else if (!why && !in->prim->given)
		for (size_t k = 0; k < in->nargs; k++)
			if (!same(&x[k], &y)) why = "has arguments of another shape";
	if (x != few)
		release(x);
	return why;
}

static const char *bodyfault(const List *l, size_t i)
{
	Bodies b = bodies(l->ins[i].prim, attr(l, &l->ins[i]));
	const char *why = NULL;

	for (size_t k = 0, at; k < b.n && !why; k++) why = fault(b.list[k], &at);
	return why ? "has a body at fault" : NULL;
}

const char *fault(const List *l, size_t *at)
{
	size_t inputs = 0;

	for (size_t i = 0; i < l->n; i++) {
		const char *why = wrong((List *)l, i);

		inputs += isinput(&l->ins[i]);
		*at = i;
		if (why || (why = bodyfault(l, i)))
			return why;
	}
	for (size_t o = 0; o < l->nout; o++)
		if (l->out[o] >= l->n)
			return "is the last, yet a later one is an output";
	for (size_t k = 0; k < l->nin; k++)
		if (l->in[k] >= l->n || !isinput(&l->ins[l->in[k]]))
			return "is the last, and an input is no input instruction";
	return inputs == l->nin ? NULL : "is the last, and some input instruction is not listed";
}

void verify(const List *l)
{
	size_t at = 0;
	const char *why = fault(l, &at);

	if (why)
		die("instruction v%zu (%s) %s", at, l->n ? l->ins[at].prim->name : "none", why);
}

/* ---- print ---------------------------------------------------------------- */

static const char *inputname(const List *l, size_t i)
{
	for (size_t k = 0; k < l->nin; k++)
		if (l->in[k] == i)
			return l->name[k] ? l->name[k] : "-";
	return "-";
}

static void printfields(const List *l, const Ins *in, FILE *f)
{
	const Word *w = attr(l, in);

	for (const Field *p = in->prim->fields; p && p->name; p++)
		for (int k = 0; k < p->n; k++, w++) {
			if (k) fputc(',', f);
			else   fprintf(f, " %s=", p->name);
			if (p->real) fprintf(f, "%a", w->d);
			else         fprintf(f, "%lld", (long long)w->i);
		}
	if (in->prim == &data_prim)
		for (size_t k = 0, n = count(&l->shapes[in->shape]); k < n; k++)
			fprintf(f, "%s%a", k ? "," : " data=", w[k].d);
}

static void printlist(const List *l, int depth, FILE *f);

static void printbodies(const List *l, const Ins *in, int depth, FILE *f)
{
	Bodies b = bodies(in->prim, attr(l, in));

	for (size_t k = 0; k < b.n; k++) {
		fputs(" {\n", f);
		printlist(b.list[k], depth + 1, f);
		fprintf(f, "%*s}", 2 * depth, "");
	}
}

static void printlist(const List *l, int depth, FILE *f)
{
	for (size_t i = 0; i < l->n; i++) {
		const Ins *in = &l->ins[i];

		fprintf(f, "%*sv%zu%s = %s", 2 * depth, "", i, shapetext(shapeat(l, i)),
			in->prim->name);
		if (isinput(in))
			fprintf(f, " %s", inputname(l, i));
		for (size_t k = 0; k < in->nargs; k++)
			fprintf(f, " v%u", args(l, in)[k]);
		printfields(l, in, f);
		printbodies(l, in, depth, f);
		fputc('\n', f);
	}
	fprintf(f, "%*sreturn", 2 * depth, "");
	for (size_t o = 0; o < l->nout; o++)
		fprintf(f, "%s v%u", o ? "," : "", l->out[o]);
	fputc('\n', f);
}

void print(const List *l, FILE *f) { printlist(l, 0, f); }

/* ---- parse ------------------------------------------------------------------ */

const Prim *among(const Prim *const *p, const char *name, size_t n)
{
	for (; *p; p++)
		if (!strncmp((*p)->name, name, n) && !(*p)->name[n])
			return *p;
	return NULL;
}

typedef struct Pending Pending;
/* of an instruction that is being read, and that whose body it is in */
struct Pending { V *x; Word *w; List **body; size_t nbodies; Pending *around; };
typedef struct {
	const char *p;
	size_t line;
	const Prim *const *prims;
	Fail *fail;
	void *failed;
	List *list;
	Pending *pending;
} Reader;

static void freepending(const Pending *p) { release(p->x), release(p->w), release(p->body); }

static void __attribute__((format(printf, 2, 3))) unread(Reader *r, const char *fmt, ...)
{
	char why[WHY];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof why, fmt, ap);
	va_end(ap);
	for (Pending *p = r->pending; p; p = p->around) {
		for (size_t k = 0; k < p->nbodies; k++) freelist(p->body[k]);
		freepending(p);
	}
	freelist(r->list);
	if (r->fail)
		r->fail(r->failed, why);
	bad("%s", why);
}

/* by an instruction that is being recorded */
static void refused(void *reader, const char *why)
{
	unread(reader, "line %zu: %s", ((Reader *)reader)->line, why);
}

static List *begun(Reader *r)
{
	List *l = newlist();

	l->fail = refused, l->failed = r;
	return l;
}

static void expected(Reader *r, const char *what)
{
	size_t n = strcspn(r->p, "\n");

	unread(r, "line %zu: expected %s, found \"%.*s\"", r->line, what,
		n > 40 ? 40 : (int)n, r->p);
}

static bool eat(Reader *r, const char *s)
{
	while (*r->p == ' ') r->p++;
	if (strncmp(r->p, s, strlen(s)))
		return false;
	r->p += strlen(s);
	return true;
}

static void need(Reader *r, const char *s)
{
	if (!eat(r, s)) expected(r, *s == '\n' ? "the end of the line" : s);
}

static size_t whole(Reader *r, const char *what)
{
	char *end;
	unsigned long long n = strtoull(r->p, &end, 10);

	if (!isdigit((unsigned char)*r->p)) expected(r, what);
	r->p = end;
	return (size_t)n;
}

static Id rowid(Reader *r)
{
	size_t i = whole(r, "the number of an instruction");

	if (i >= r->list->n) expected(r, "an instruction that is already there");
	return (Id)i;
}

static Shape readshape(Reader *r)
{
	Shape s = scalar();
	size_t all = 1;

	if (!eat(r, "["))
		return s;
	do {
		if (s.rank == RANK) expected(r, "at most 8 axes");
		s.dim[s.rank] = whole(r, "a size");
		if (!s.dim[s.rank]) expected(r, "a size of at least 1");
		if (s.dim[s.rank] > ARRAYMOST / all)
			expected(r, "an array of at most 2^29 elements");
		all *= s.dim[s.rank++];
	} while (eat(r, ","));
	need(r, "]");
	return s;
}

static void number(Reader *r, Word *w, bool real)
{
	char *end;

	if (real) w->d = strtod(r->p, &end);
	else      w->i = strtoll(r->p, &end, 10);
	if (end == r->p) expected(r, "a number");
	r->p = end;
}

static void readfields(Reader *r, const Prim *p, const Shape *s)
{
	size_t n = 0, data = p == &data_prim ? count(s) : 0;
	Word *w;

	for (const Field *f = p->fields; f && f->name; f++)
		n += (size_t)f->n;
	/* a digit and a comma or an end of line each: before memory is asked for */
	if (data && strnlen(r->p, 2 * data) < 2 * data)
		expected(r, "as many numbers as the array has elements");
	w = r->pending->w = alloc(n + data, sizeof *w);
	n = 0;
	for (const Field *f = p->fields; f && f->name; f++) {
		need(r, f->name);
		need(r, "=");
		for (int k = 0; k < f->n; k++) {
			if (k) need(r, ",");
			number(r, &w[n++], f->real);
		}
	}
	if (data) need(r, "data=");
	for (size_t k = 0; k < data; k++) {
		if (k) need(r, ",");
		number(r, &w[k], true);
	}
}

static void readbodies(Reader *, const Prim *, size_t nargs);

static void readinput(Reader *r, Shape s)
{
	size_t n;
	char *name;

	eat(r, "");
	n = strcspn(r->p, " \n");
	name = copytext(r->p, n);
	r->p += n;
	Input(r->list, strcmp(name, "-") ? name : NULL, s);
	release(name);
}

static void readrow(Reader *r)
{
	List *l = r->list;
	size_t n, room = 0, nargs = 0, i = whole(r, "the number of an instruction");
	const Prim *p;
	const char *why;
	Shape s = readshape(r);
	Pending pending = { .around = r->pending };

	if (i != l->n) expected(r, "the next instruction");
	need(r, "=");
	eat(r, "");
	n = strcspn(r->p, " \n");
	if (n == 5 && !strncmp(r->p, "input", 5)) {
		r->p += n;
		readinput(r, s);
		return;
	}
	if (!(p = among(r->prims, r->p, n))) expected(r, "a primitive");
	r->p += n;
	r->pending = &pending;
	while (eat(r, "v") && isdigit((unsigned char)*r->p)) {
		pending.x = grow(pending.x, &room, nargs + 1, sizeof *pending.x);
		pending.x[nargs++] = instruction(l, rowid(r));
	}
	if (r->p[-1] == 'v') r->p--;               /* a field that begins with v */
	if (!p->higherorder && (p->arity == SEVERAL ? !nargs : nargs != (size_t)p->arity))
		expected(r, "as many arguments as the primitive has");
	readfields(r, p, &s);
	if (p->higherorder) readbodies(r, p, nargs);
	else           record(l, p, nargs, pending.x, pending.w, &s);
	if ((why = wrong(l, i)))
		unread(r, "line %zu: v%zu (%s) %s", r->line, i, p->name, why);
	if (!same(shapeat(l, i), &s))
		unread(r, "line %zu: v%zu has shape \"%s\", not \"%s\"", r->line, i,
			shapetext(shapeat(l, i)), shapetext(&s));
	r->pending = pending.around;
	freepending(&pending);
}

/* instructions up to return, and what is returned */
static void readlist(Reader *r)
{
	for (; !eat(r, "return"); r->line++) {
		need(r, "v");
		readrow(r);
		need(r, "\n");
	}
	while (eat(r, "v")) {
		Output(instruction(r->list, rowid(r)));
		if (!eat(r, ",")) break;
	}
	r->list->fail = NULL;
}

static void readbodies(Reader *r, const Prim *p, size_t nargs)
{
	Pending *pending = r->pending;
	List *l = r->list;
	size_t n = 0, room = 0, least = p->flow == BRANCHES || p->flow == UNTIL ? 2 : 1,
	       most = p->flow == UNTIL ? 1 + PASSES : least;

	for (; eat(r, "{"); n++) {
		need(r, "\n");
		r->line++;
		pending->body = grow(pending->body, &room, n + 1, sizeof *pending->body);
		r->list = begun(r);
		r->list->inner = l;                /* freed with it, if it comes to that */
		readlist(r);
		need(r, "\n");
		r->line++;
		need(r, "}");
		pending->body[n] = r->list;
		pending->body[n]->inner = NULL;
		pending->nbodies = n + 1;
	}
	r->list = l;
	if (n < least || n > most)
		expected(r, n ? "as many bodies as the primitive has"
			      : "{ and the instructions of a body");
	pending->nbodies = 0;                      /* from now on they are freed with the list */
	higherorder(l, p, pending->w, n, pending->body, nargs, pending->x);
}

List *listof(const Prim *const *roster, const char *text, Fail *fail, void *failed)
{
	Reader r = { text, 1, roster, fail, failed };

	r.list = begun(&r);
	readlist(&r);
	return r.list;
}

/* ---- dot -------------------------------------------------------------------- */

void dot(const List *l, FILE *f)
{
	fputs("digraph list {\n\trankdir=BT;\n\tnode [shape=box, fontname=\"sans-serif\"];\n", f);
	for (size_t i = 0; i < l->n; i++) {
		const Ins *in = &l->ins[i];
		double c;

		if (isinput(in))
			fprintf(f, "\tv%zu [label=\"%s%s\", shape=ellipse];\n", i, inputname(l, i),
				shapetext(shapeat(l, i)));
		else if (isconst(l, i, &c))
			fprintf(f, "\tv%zu [label=\"%g\", shape=plaintext];\n", i, c);
		else
			fprintf(f, "\tv%zu [label=\"v%zu%s = %s\"];\n", i, i,
				shapetext(shapeat(l, i)), in->prim->name);
		for (size_t k = 0; k < in->nargs; k++)
			fprintf(f, "\tv%u -> v%zu;\n", args(l, in)[k], i);
	}
	for (size_t o = 0; o < l->nout; o++)
		fprintf(f, "\ty%zu [shape=ellipse];\n\tv%u -> y%zu;\n", o, l->out[o], o);
	fputs("}\n", f);
}
