/* matrix.c -- what `wengert jacobian` and `wengert hessian` share: a whole matrix by every engine,
 * and how it is shown. */
#include "checks/commands/matrix.h"
#include "checks/io/out.h"
#include "engines/numbers/slots.h"
#include <math.h>
#include <string.h>

/* columns; more entries than CELLS: only a matrix that fits WIDE columns is printed */
enum { NAME = 30, CELLS = 36, WIDE = 80 };

/* ---- output -------------------------------------------------------------------- */

static char *entry(const Matrix *m, size_t k)
{
	size_t o = k / m->f.nx, i = k % m->f.nx;

	if (m->hessian && m->f.v)
		return text("(Hv) %s", m->p.label[o]);
	if (m->hessian)
		return text("∂²f/∂%s∂%s", m->p.label[o], m->p.label[i]);
	if (m->v)
		return text("(Jv) %s", m->results.label[o]);
	if (m->u)
		return text("(u'J) %s", m->p.label[i]);
	return text("∂%s/∂%s", m->results.label[o], m->p.label[i]);
}

/* of a column in CSV */
static const char *columnlabel(const Matrix *m, size_t i) { return m->v ? "v" : m->p.label[i]; }

static json_t *jvector(const double *x, size_t n)
{
	json_t *all = json_array();

	for (size_t k = 0; k < n; k++) json_array_append_new(all, jreal(x[k]));
	return all;
}

static json_t *jrows(const Matrix *m, json_t *(*cell)(const Matrix *, const void *, size_t),
	const void *what)
{
	json_t *rows = json_array();

	for (size_t k = 0; m->sparse && k < m->ncells; k++)
		json_array_append_new(rows, cell(m, what, m->cell[k]));
	for (size_t o = 0; !m->sparse && o < m->f.ny; o++) {
		json_t *r = json_array();

		for (size_t i = 0; i < m->f.nx; i++)
			json_array_append_new(r, cell(m, what, o * m->f.nx + i));
		json_array_append_new(rows, r);
	}
	return rows;
}

/* which entries there are: row, counted from 1, and input */
static json_t *jplaces(const Matrix *m)
{
	json_t *all = json_array();

	for (size_t k = 0; k < m->ncells; k++)
		json_array_append_new(all,
			json_pack("[i, s]", (int)(m->cell[k] / m->f.nx + 1),
				m->p.label[m->cell[k] % m->f.nx]));
	return all;
}

static json_t *jtruth(const Matrix *m, const void *t, size_t k)
{
	return jmpfr(((const Truth *)t)[k].d, 40);
}
static json_t *jclass(const Matrix *m, const void *t, size_t k)
{
	return json_string(classname[((const Truth *)t)[k].class]);
}
static json_t *jentry(const Matrix *m, const void *J, size_t k)
{
	return jnum(m->num, elem(m->num, J, k));
}
static json_t *julps(const Matrix *m, const void *u, size_t k)
{
	double v = ((const double *)u)[k];

	return isnan(v) ? json_null() : jreal(v);
}

static void asjson(const Matrix *m, json_t *points)
{
	const char *key = m->hessian ? "hessian" : "jacobian";
	json_t *all = json_array(), *f = json_array(), *in = json_array(), *y = json_array(), *top;

	for (size_t k = 0; k < m->na; k++) {
		const Answer *a = &m->a[k];
		json_t *j = json_pack("{s:s, s:s, s:s}", "engine", m->name[k], "number",
			m->num->name, "status", statusword(a));

		if (a->status == UNABLE)
			json_object_set_new(j, "why", json_string(a->j.why));
		else {
			json_object_set_new(j, key, jrows(m, jentry, a->j.J));
			json_object_set_new(j, "ulps", jrows(m, julps, a->ulps));
			json_object_set_new(j, "passes", json_integer((json_int_t)a->j.passes));
			if (m->sparse)
				json_object_set_new(j, "colours",
					json_integer((json_int_t)m->colours[k]));
			if (m->hessian) json_object_set_new(j, "asymmetry", jreal(m->skew[k]));
		}
		json_array_append_new(all, j);
	}
	for (size_t k = 0; k < m->o.noperands; k++)
		json_array_append_new(f, json_string(m->o.operand[k]));
	for (size_t e = 0; e < m->p.total; e++)
		json_array_append_new(in,
			json_pack("{s:s, s:o}", "name", m->p.label[e], "at", jreal(m->p.x[e])));
	for (size_t o = 0; o < m->f.ny && !m->hessian; o++)
		json_array_append_new(y, jmpfr(m->f.y[o], 40));
	top = json_pack("{s:o, s:o, s:{s:o, s:o, s:i}, s:o}", "functions", f, "inputs", in,
		"reference", key, jrows(m, jtruth, m->f.t), "classes", jrows(m, jclass, m->f.t),
		"bits", m->f.bits, "engines", all);
	if (m->hessian) json_decref(y);
	else            json_object_set_new(top, "values", y);
	if (m->sparse)  json_object_set_new(top, "entries", jplaces(m));
	if (m->v) json_object_set_new(top, "tangent", jvector(m->v, m->p.total));
	if (m->u) json_object_set_new(top, "cotangent", jvector(m->u, m->nu));
	if (m->p.nfixed) json_object_set_new(top, "fixed", jfixed(&m->p));
	printpoint(points, top);
}

static void endrow(const Matrix *m)
{
	if (m->o.point) printf(",%zu", m->o.point);
	putchar('\n');
}

/* the reference, where it alone is asked for */
static void csvreference(const Matrix *m)
{
	for (size_t n = 0; n < m->ncells; n++) {
		size_t c = m->cell[n];
		char *t = csvtruth(&m->f.t[c]),
		     *y = m->hessian ? text("%s", "") : plain(m->f.y[c / m->f.nx], 40);

		printf("reference,mpfr,ok,%zu,", c / m->f.nx + 1);
		csvcell(columnlabel(m, c % m->f.nx));
		printf(",%s,,%s,%s%s%s", t, t, classname[m->f.t[c].class], m->hessian ? "" : ",",
			y);
		endrow(m);
		release(t);
		release(y);
	}
}

static void ascsv(const Matrix *m)
{
	if (m->o.point <= 1)
		printf("engine,number,status,row,column,derivative,ulps,reference,class%s%s\n",
			m->hessian ? "" : ",f", m->o.point ? ",point" : "");
	if (!m->na) csvreference(m);
	for (size_t k = 0; k < m->na; k++)
		for (size_t n = 0; n < m->ncells; n++) {
			const Answer *a = &m->a[k];
			size_t c = m->cell[n];
			bool none = a->status == UNABLE;
			char *d = none ? text("%s", "") : shortest(m->num, elem(m->num, a->j.J, c)),
			     *t = csvtruth(&m->f.t[c]),
			     *y = none || m->hessian
				? text("%s", "")
				: shortest(m->num, elem(m->num, a->j.y, c / m->f.nx));

			printf("%s,%s,%s,%zu,", m->name[k], m->num->name, statusword(a),
				c / m->f.nx + 1);
			csvcell(columnlabel(m, c % m->f.nx));
			printf(",%s,", d);
			if (a->status != UNABLE && !isnan(a->ulps[c])) printf("%.6g", a->ulps[c]);
			printf(",%s,%s%s%s", t, classname[m->f.t[c].class], m->hessian ? "" : ",",
				y);
			endrow(m);
			release(d);
			release(t);
			release(y);
		}
}

static char *truthtext(const Truth *t, int digits)
{
	return known(t) ? plain(t->d, digits) : text("%s", classname[t->class]);
}

static int characters(const char *s)
{
	int n = 0;

	for (; *s; s++) n += (*s & 0xc0) != 0x80;
	return n;
}

static int wider(int most, char *s)
{
	int n = characters(s);

	release(s);
	return n > most ? n : most;
}

/* in front of a row of the matrix: what the names of its columns complete; yours to release */
static char *rowname(const Matrix *m, size_t o)
{
	return m->hessian ? text("∂²f/∂%s∂", m->p.label[o]) : text("∂%s/∂", m->results.label[o]);
}

/* the matrix itself, where it fits with so many digits */
static bool grid(const Matrix *m, int digits)
{
	int front = 0, each = 0;

	for (size_t o = 0; o < m->f.ny; o++) front = wider(front, rowname(m, o));
	for (size_t i = 0; i < m->f.nx; i++) each = wider(each, text("%s", m->p.label[i]));
	for (size_t k = 0; k < m->ncells; k++) each = wider(each, truthtext(&m->f.t[k], digits));
	if (front + (double)m->f.nx * (each + 2) > WIDE - 2)
		return false;
	printf("  %*s", front, "");
	for (size_t i = 0; i < m->f.nx; i++) {
		fputs("  ", stdout);
		padded(m->p.label[i], i + 1 < m->f.nx ? each : 0);
	}
	putchar('\n');
	for (size_t k = 0; k < m->ncells; k++) {
		size_t o = k / m->f.nx, i = k % m->f.nx;
		char *s = truthtext(&m->f.t[k], digits), *name = rowname(m, o);

		if (!i) {
			fputs("  ", stdout);
			padded(name, front);
		}
		fputs("  ", stdout);
		padded(s, i + 1 < m->f.nx ? each : 0);
		if (i + 1 == m->f.nx) putchar('\n');
		release(s);
		release(name);
	}
	putchar('\n');
	return true;
}

/* entry by entry */
static void listed(const Matrix *m)
{
	for (size_t n = 0; n < m->ncells; n++) {
		size_t k = m->cell[n];
		char *name = entry(m, k), *d = truthtext(&m->f.t[k], 18);

		fputs("  ", stdout);
		padded(name, NAME - 2);
		puts(d);
		release(name);
		release(d);
	}
	putchar('\n');
}

static void truths(const Matrix *m)
{
	static const int digits[] = { 18, 12, 8 };
	size_t k = 0;

	while (k < 3 && (m->sparse || m->f.v || m->u || !grid(m, digits[k]))) k++;
	if (k == 3 && (m->sparse || m->ncells <= CELLS)) listed(m);
}

static void astext(const Matrix *m)
{
	size_t n = m->f.ny * m->f.nx;

	if (m->sparse)
		printf("  %zu x %zu, %zu of %zu entries can be other than zero,\n  %s at %d "
		       "bits\n\n",
			m->f.ny, m->f.nx, m->ncells, n,
			certified(&m->f) ? "proved" : "by rules and one proved direction",
			m->f.bits);
	else
		printf("  %zu x %zu, %s at %d bits\n\n", m->f.ny, m->f.nx,
			certified(&m->f) ? "proved" : "by rules and one proved direction",
			m->f.bits);
	truths(m);
	if (m->na)
		printf("  %-*s %s%6s %10s %10s   at\n", NAME - 2, "", m->sparse ? "colours " : "",
			"passes", "median ulp", "worst");
	for (size_t k = 0; k < m->na; k++) {
		const Answer *a = &m->a[k];
		char *at;

		if (a->status == UNABLE)
			continue;
		at = entry(m, a->worst);
		printf("  %-*s ", NAME - 2, m->name[k]);
		if (m->sparse) printf("%7zu ", m->colours[k]);
		printf("%6zu %10s %10s   %s\n", a->j.passes, ulptext(median(n, a->ulps, .5)),
			ulptext(a->ulps[a->worst]), at);
		release(at);
	}
	for (size_t k = 0; k < m->na; k++)
		if (m->a[k].status == UNABLE) {
			char *why = text("%s: %s", statusword(&m->a[k]), m->a[k].j.why);

			wrapped(m->name[k], NAME, why);
			release(why);
		}
}

/* ---- what both commands do ---------------------------------------------------------- */

/* a name for each result: y, or y1, y2 ... where there are several formulas */
static void named(Matrix *m)
{
	size_t n = m->list->nout;
	char **name = alloc(n, sizeof *name);
	Shape *s = alloc(n, sizeof *s);

	for (size_t k = 0; k < n; k++) {
		name[k] = n > 1 ? text("y%zu", k + 1) : text("y");
		s[k] = *rowshape(m->list, m->list->out[k]);
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
	if (m->o.format == JSON)     asjson(m, points);
	else if (m->o.format == CSV) ascsv(m);
	else                         astext(m);
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
