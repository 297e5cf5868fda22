/* matrixout.c -- a matrix of derivatives for programs: JSON and CSV. */
#include "checks/commands/matrix.h"
#include "checks/io/out.h"
#include "checks/measure/ranked.h"
#include "engines/reference/certificate.h"
#include <math.h>
#include <string.h>

static const char *columnlabel(const Matrix *m, size_t i)
{
	return m->v || m->f.v ? "v" : m->p.label[i];
}
static const char *rowlabel(const Matrix *m, size_t o)
{
	return m->u ? "u" : m->hessian ? m->p.label[o] : m->results.label[o];
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

/* which entries there are: result and input */
static json_t *jplaces(const Matrix *m)
{
	json_t *all = json_array();

	for (size_t k = 0; k < m->ncells; k++)
		json_array_append_new(all,
			json_pack("[s, s]", rowlabel(m, m->cell[k] / m->f.nx),
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
static json_t *jproof(const Matrix *m, const void *t, size_t k)
{
	const Truth *e = &((const Truth *)t)[k];

	return e->proof ? json_string(groundname[e->proof]) : json_null();
}
static json_t *jwhy(const Matrix *m, const void *t, size_t k)
{
	const Truth *e = &((const Truth *)t)[k];

	return e->class == UNDECIDED ? json_string(e->why) : json_null();
}

static json_t *jleft(const Matrix *m, const void *t, size_t k)
{
	return jmpfr(((const Truth *)t)[k].left, 40);
}
static json_t *jright(const Matrix *m, const void *t, size_t k)
{
	return jmpfr(((const Truth *)t)[k].right, 40);
}
static json_t *jradius(const Matrix *m, const void *t, size_t k)
{
	return jmpfr(((const Truth *)t)[k].radius, 3);
}

static json_t *jreference(const Matrix *m, const char *key)
{
	json_t *j = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:i, s:b}", key,
		jrows(m, jtruth, m->f.t), "classes", jrows(m, jclass, m->f.t), "left",
		jrows(m, jleft, m->f.t), "right", jrows(m, jright, m->f.t), "proof",
		jrows(m, jproof, m->f.t), "radius", jrows(m, jradius, m->f.t), "why",
		jrows(m, jwhy, m->f.t), "bits", m->f.bits, "certified", certified(&m->f));

	if (resting(&m->f)) json_object_set_new(j, "chance", jreal(MISSES));
	return j;
}

static json_t *jentry(const Matrix *m, const void *J, size_t k)
{
	return jnum(m->num, elem(m->num, J, k));
}
static json_t *jerror(const Matrix *m, const void *a, size_t k)
{
	double u = comparedulps(&m->f, a, k);

	return isnan(u) ? json_null() : jreal(u);
}

/* the results an engine computes, and their errors */
static void jvalues(const Matrix *m, const Answer *a, json_t *j)
{
	json_t *y = json_array(), *u = json_array();

	for (size_t o = 0; o < m->f.ny; o++) {
		double e = valueulps(&m->f, a, o);

		json_array_append_new(y, jnum(m->num, elem(m->num, a->j.y, o)));
		json_array_append_new(u, isnan(e) ? json_null() : jreal(e));
	}
	json_object_set_new(j, "values", y);
	json_object_set_new(j, "value_ulps", u);
}

static void asjson(const Matrix *m, json_t *points)
{
	const char *key = m->hessian ? "hessian" : "jacobian";
	json_t *all = json_array(), *f = json_array(), *in = json_array(), *y = json_array(),
	       *out = json_array(), *top;

	for (size_t k = 0; k < m->na; k++) {
		const Answer *a = &m->a[k];
		json_t *j = json_pack("{s:s, s:s, s:s}", "engine", m->name[k], "number",
			m->num->name, "status", statusword(a));

		if (a->status == UNABLE)
			json_object_set_new(j, "why", json_string(a->j.why));
		else {
			json_object_set_new(j, key, jrows(m, jentry, a->j.J));
			json_object_set_new(j, "ulps", jrows(m, jerror, a));
			if (!m->hessian) jvalues(m, a, j);
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
	for (size_t o = 0; o < m->f.ny && !m->hessian; o++) {
		json_array_append_new(y, jmpfr(m->f.y[o], 40));
		json_array_append_new(out, json_string(rowlabel(m, o)));
	}
	top = json_pack("{s:o, s:o, s:o, s:o}", "functions", f, "inputs", in, "reference",
		jreference(m, key), "engines", all);
	if (m->hessian) json_decref(y), json_decref(out);
	else            json_object_set_new(top, "values", y),
			json_object_set_new(top, "results", out);
	if (m->sparse)  json_object_set_new(top, "entries", jplaces(m));
	if (m->v) json_object_set_new(top, "tangent", jvector(m->v, m->p.total));
	if (m->u) json_object_set_new(top, "cotangent", jvector(m->u, m->nu));
	if (m->p.nfixed) json_object_set_new(top, "fixed", jfixed(&m->p));
	printpoint(points, top);
}

/* what stands behind the first columns: of the reference, then of the engine, which may be none */
static void csvrest(const Matrix *m, const Answer *a, size_t k, size_t c)
{
	const Truth *t = &m->f.t[c];

	if (!m->hessian) csvreal(a ? valueulps(&m->f, a, c / m->f.nx) : NAN);
	csvmpfr(t->left, 40), csvmpfr(t->right, 40);
	printf(",%s", t->proof ? groundname[t->proof] : "");
	csvmpfr(t->radius, 3);
	printf(",%d,", m->f.bits);
	if (a) printf("%zu", a->j.passes);
	putchar(',');
	if (a && m->sparse) printf("%zu", m->colours[k]);
	if (m->hessian) csvreal(a ? m->skew[k] : NAN);
	putchar(',');
	csvcell(k < m->na && m->a[k].status == UNABLE ? m->a[k].j.why
		: t->class == UNDECIDED               ? t->why
						      : "");
	if (m->o.point) printf(",%zu", m->o.point);
	putchar('\n');
}

/* the reference, where it alone is asked for */
static void csvreference(const Matrix *m)
{
	for (size_t n = 0; n < m->ncells; n++) {
		size_t c = m->cell[n];
		char *t = csvtruth(&m->f.t[c]);

		fputs("reference,mpfr,ok,", stdout);
		csvcell(rowlabel(m, c / m->f.nx));
		putchar(',');
		csvcell(columnlabel(m, c % m->f.nx));
		printf(",%s,,%s,%s", t, t, classname[m->f.t[c].class]);
		if (!m->hessian) csvmpfr(m->f.y[c / m->f.nx], 40);
		csvrest(m, NULL, 0, c);
		release(t);
	}
}

static void csvengine(const Matrix *m, size_t k)
{
	const Answer *a = m->a[k].status == UNABLE ? NULL : &m->a[k];

	for (size_t n = 0; n < m->ncells; n++) {
		size_t c = m->cell[n];
		char *d = a ? shortest(m->num, elem(m->num, a->j.J, c)) : text("%s", ""),
		     *t = csvtruth(&m->f.t[c]),
		     *y = a && !m->hessian ? shortest(m->num, elem(m->num, a->j.y, c / m->f.nx))
					   : text("%s", "");

		printf("%s,%s,%s,", m->name[k], m->num->name, statusword(&m->a[k]));
		csvcell(rowlabel(m, c / m->f.nx));
		putchar(',');
		csvcell(columnlabel(m, c % m->f.nx));
		printf(",%s", d);
		csvreal(a ? comparedulps(&m->f, a, c) : NAN);
		printf(",%s,%s%s%s", t, classname[m->f.t[c].class], m->hessian ? "" : ",", y);
		csvrest(m, a, k, c);
		release(d);
		release(t);
		release(y);
	}
}

static void ascsv(const Matrix *m)
{
	if (m->o.point <= 1)
		printf("engine,number,status,row,column,derivative,ulps,reference,class%s,left,"
		       "right,proof,radius,bits,passes,colours%s,why%s\n",
			m->hessian ? "" : ",f,f_ulps", m->hessian ? ",asymmetry" : "",
			m->o.point ? ",point" : "");
	if (!m->na) csvreference(m);
	for (size_t k = 0; k < m->na; k++) csvengine(m, k);
}

void showmatrix(const Matrix *m, json_t *points)
{
	if (m->o.format == JSON)     asjson(m, points);
	else if (m->o.format == CSV) ascsv(m);
	else                         matrixtext(m);
}
