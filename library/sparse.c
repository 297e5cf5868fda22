/* sparse.c -- Jacobians and Hessians by colours. */
#include "library/call.h"
#include <stdlib.h>
#include <string.h>

typedef struct { wengert_program *p; const double *x; Sparse s; } Question;

static void jacobians(void *what)
{
	Question *q = what;
	Fn f = functionof(q->p);

	q->s = sparsejacobian(q->p->engine, &f, &f64, q->x);
	if (q->s.status != OK) bad("engine %s: %s", q->p->engine->name, q->s.why);
}

static void hessians(void *what)
{
	Question *q = what;
	Fn f = functionof(q->p);

	if (q->p->ny != 1) bad("%zu results: a Hessian is of one number", q->p->ny);
	q->s = sparsehessian(q->p->engine->jvp || q->p->engine->vjp ? q->p->engine : &static_engine,
		&f, &f64, q->x);
	if (q->s.status != OK) bad("engine %s: %s", q->p->engine->name, q->s.why);
}

/* what is the caller's is freed by wengert_free_sparse, whatever our allocator is */
static void *mine(const void *from, size_t bytes)
{
	void *to = malloc(bytes + 1);

	if (!to) bad("out of memory: %zu bytes asked for", bytes);
	return memcpy(to, from, bytes);
}

static void copied(void *what)
{
	const Question *q = ((void **)what)[0];
	wengert_sparse *to = ((void **)what)[1];
	size_t n = q->s.nnz;

	*to = (wengert_sparse){ q->s.ny, q->s.nx, n, q->s.colours, NULL, NULL, NULL, NULL };
	to->row = mine(q->s.row, n * sizeof *to->row);
	to->column = mine(q->s.col, n * sizeof *to->column);
	to->value = mine(q->s.value, n * sizeof *to->value);
	to->y = mine(q->s.y, q->s.ny * sizeof *to->y);
}

static int asked(void (*work)(void *), wengert_program *p, const double *x, wengert_sparse *to)
{
	Question q = { .p = p, .x = x };
	void *both[] = { &q, to };
	bool done;

	*to = (wengert_sparse){ 0 };
	done = called(work, &q) && called(copied, both);
	if (!done) wengert_free_sparse(to);
	freesparse(&q.s);
	return done ? 0 : -1;
}

int wengert_sparse_jacobian(wengert_program *p, const double *x, wengert_sparse *to)
{
	return asked(jacobians, p, x, to);
}

int wengert_sparse_hessian(wengert_program *p, const double *x, wengert_sparse *to)
{
	return asked(hessians, p, x, to);
}

void wengert_free_sparse(wengert_sparse *s)
{
	free(s->row);
	free(s->column);
	free(s->value);
	free(s->y);
	*s = (wengert_sparse){ 0 };
}
