/* program -- the library of a list, its kernels, its data and its memory. */
#include "engines/compiled/program.h"
#include "engines/compiled/emission.h"
#include "engines/compiled/library.h"
#include <dlfcn.h>

typedef struct Host Host;
typedef struct {
	Call call;
	const Shape **shape;
	List **said; /* bodies, expanded, and ready to run */
	Run **body;
	size_t bodies;
} Prepared;

/* as the prelude of emitter.c has it */
struct Host {
	Unary *const *unary;
	Binary *const *binary;
	Ternary *const *ternary;
	void (*gather)(size_t n, void *lane, size_t from, const void *x);
	void (*total)(size_t n, void *y, const void *lane);
	void (*call)(const Host *, size_t k, void *y, const void *const *x);
	void **data;
};

struct Program {
	Host host;
	const Num *num;
	Emission text;
	Prepared *prepared;
	void *library, *work, *aligned;
	void (*run)(const Host *, const void *const *in, void *const *out, void *w);
};

static void byhost(const Host *h, size_t k, void *y, const void *const *x)
{
	const Program *p = (const Program *)h;
	const Call *c = &p->prepared[k].call;
	const Num *T = p->num;

	if (T->byhand && T->byhand(c->prim))
		T->call(c, y, x);
	else
		c->prim->eval(T, c, y, x);
}

static Prepared prepared(const Num *T, Fixed f)
{
	const Ins *in = &f.l->ins[f.i];
	Bodies b = bodies(in->prim, attr(f.l, in));
	Prepared p = { .shape = alloc(in->nargs + 1, sizeof *p.shape), .bodies = b.n };
	const Shape *y = shapeat(f.l, f.i);

	for (size_t k = 0; k < in->nargs; k++) p.shape[k] = shapeat(f.l, args(f.l, in)[k]);
	if (b.n) {
		p.said = alloc(b.n, sizeof *p.said);
		p.body = alloc(b.n, sizeof *p.body);
	}
	for (size_t k = 0; k < b.n; k++)
		p.body[k] = borrowingrun(p.said[k] = expand(b.list[k], runs, T), T);
	p.call = (Call){ in->prim, attr(f.l, in), in->nargs, count(y), y, p.shape, p.body };
	return p;
}

static void freeprepared(Prepared *p)
{
	for (size_t k = 0; k < p->bodies; k++) freerun(p->body[k]), freelist(p->said[k]);
	release(p->said);
	release(p->body);
	release(p->shape);
}

Program *compiled(const List *l, const Num *T, char why[WHY])
{
	Program *p = alloc(1, sizeof *p);
	enum { LINE = 64 };
	size_t n;

	*p = (Program){ .num = T, .text = emission(l, T) };
	n = p->text.ncalls;
	p->prepared = alloc(n + 1, sizeof *p->prepared);
	for (size_t k = 0; k < n; k++) p->prepared[k] = prepared(T, p->text.call[k]);
	p->host = (Host){ T->unary, T->binary, T->ternary, T->gather, T->total, byhost,
		alloc(p->text.ndata + 1, sizeof *p->host.data) };
	for (size_t k = 0; k < p->text.ndata; k++) {
		Fixed f = p->text.data[k];

		p->host.data[k] = array(T, count(shapeat(f.l, f.i)));
		apply(T, f.l, &f.l->ins[f.i], p->host.data[k], NULL);
	}
	p->work = alloc(p->text.work * T->size + LINE, 1);
	p->aligned = (void *)(((uintptr_t)p->work + LINE - 1) / LINE * LINE);
	if ((p->library = library(p->text.text, p->text.statements, p->text.loops, why))) {
		*(void **)&p->run = dlsym(p->library, "wengert");
		if (p->run) return p;
		snprintf(why, WHY, "what the compiler made has no function of that name");
	}
	freeprogram(p);
	return NULL;
}

void execute(Program *p, const void *const *in, void *const *out)
{
	p->run(&p->host, in, out, p->aligned);
}

void freeprogram(Program *p)
{
	if (!p) return;
	for (size_t k = 0; k < p->text.ncalls; k++) freeprepared(&p->prepared[k]);
	for (size_t k = 0; k < p->text.ndata; k++) release(p->host.data[k]);
	if (p->library) dlclose(p->library);
	release(p->prepared), release(p->host.data), release(p->work);
	freeemission(&p->text);
	release(p);
}
