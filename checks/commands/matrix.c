/* matrix.c -- what `wengert jacobian` and `wengert hessian` share: a whole matrix by every engine.
 */
#include "checks/commands/matrix.h"
#include <string.h>

/* a name for each result: y, or y1, y2 ... where there are several formulas */
static void named(Matrix *m)
{
	size_t n = m->list->nout;
	char **name = alloc(n, sizeof *name);
	Shape *s = alloc(n, sizeof *s);

	for (size_t k = 0; k < n; k++) {
		name[k] = n > 1 ? text("y%zu", k + 1) : text("y");
		s[k] = *shapeat(m->list, m->list->out[k]);
	}
	m->results = pointof(n, name, s, NULL, "");
	for (size_t k = 0; k < n; k++) release(name[k]);
	release(name);
	release(s);
}

double *narrowed(const Matrix *m, size_t n, double *x)
{
	for (size_t i = 0; i < n; i++) x[i] = m->num->round(x[i]);
	return x;
}

Matrix matrixat(const Options *o, bool hessian)
{
	Matrix new = { .o = *o, .hessian = hessian }, *m = &new;

	m->sparse = m->o.sparse;
	m->num = m->o.num ? m->o.num : &f64;
	m->p = newpoint(&m->o);
	m->list = formulas(&m->o, &m->p);
	setpoint(&m->p, &m->o);
	narrowed(m, m->p.total, m->p.x);
	named(m);
	return new;
}

Answer *add(Matrix *m, char *name, Answer a)
{
	m->a = grow(m->a, &m->room, m->na + 1, sizeof *m->a);
	m->name = grow(m->name, &m->nameroom, m->na + 1, sizeof *m->name);
	m->skew = grow(m->skew, &m->skewroom, m->na + 1, sizeof *m->skew);
	m->name[m->na] = name;
	m->a[m->na] = a;
	return &m->a[m->na++];
}

/* every entry, where no pattern says less */
static void whole(Matrix *m)
{
	if (m->cell)
		return;
	m->ncells = m->f.ny * m->f.nx;
	m->cell = alloc(m->ncells, sizeof *m->cell);
	for (size_t k = 0; k < m->ncells; k++) m->cell[k] = k;
}

/* an engine's sparse matrix filled up with zeros, so that the reference sees those too */
Answer filled(Matrix *m, const Engine *e, const Fn *f)
{
	Sparse s = m->hessian ? sparsehessian(e, f, m->num, m->p.x)
			      : sparsejacobian(e, f, m->num, m->p.x);
	Jacobian j = { .status = s.status,
		.nx = m->f.nx,
		.ny = m->f.ny,
		.passes = s.passes,
		.num = m->num };

	memcpy(j.why, s.why, sizeof j.why);
	m->colours = grow(m->colours, &m->colourroom, m->na + 1, sizeof *m->colours);
	m->colours[m->na] = s.colours;
	if (s.status != UNABLE && s.status != CRASHED) {
		j.y = array(m->num, s.ny);
		j.J = array(m->num, s.ny * s.nx);
		m->num->copy(s.ny, j.y, 1, s.y, 1);
		release(m->cell);
		m->ncells = s.nnz;
		m->cell = alloc(s.nnz, sizeof *m->cell);
		for (size_t k = 0; k < s.nnz; k++) {
			m->cell[k] = s.row[k] * s.nx + s.col[k];
			m->num->copy(1, elem(m->num, j.J, m->cell[k]), 1, elem(m->num, s.value, k),
				1);
		}
	}
	if (s.status != UNABLE)
		freesparse(&s);
	return assessed(e, j, &m->f, m->num);
}

int end(Matrix *m, json_t *points)
{
	bool crashed = false;

	whole(m);
	showmatrix(m, points);
	for (size_t k = 0; k < m->na; k++) {
		crashed |= m->a[k].j.status == CRASHED;
		freeanswer(&m->a[k]);
		release(m->name[k]);
	}
	release(m->a);
	release(m->name);
	release(m->skew);
	release(m->colours);
	release(m->cell);
	release(m->v);
	release(m->u);
	freefacts(&m->f);
	freelist(m->list);
	freepoint(&m->p);
	freepoint(&m->results);
	return crashed;
}
