/* matrixout.c -- a matrix of derivatives as text, JSON and CSV. */
#include "checks/commands/matrix.h"
#include "checks/io/out.h"
#include "engines/reference/certificate.h"
#include <math.h>
#include <string.h>

/* columns; more entries than CELLS: only a matrix that fits WIDE columns is printed */
enum { NAME = 30, CELLS = 36, WIDE = 80 };
enum { REASONS = 6 };                      /* entries whose reasons are shown */

/* ---- names ------------------------------------------------------------------------ */

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

static json_t *jreference(const Matrix *m, const char *key)
{
	json_t *j = json_pack("{s:o, s:o, s:o, s:o, s:i, s:b}", key, jrows(m, jtruth, m->f.t),
		"classes", jrows(m, jclass, m->f.t), "proof", jrows(m, jproof, m->f.t), "why",
		jrows(m, jwhy, m->f.t), "bits", m->f.bits, "certified", certified(&m->f));

	if (resting(&m->f)) json_object_set_new(j, "chance", jreal(MISSES));
	return j;
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
	top = json_pack("{s:o, s:o, s:o, s:o}", "functions", f, "inputs", in, "reference",
		jreference(m, key), "engines", all);
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

static const char *grounds(const Facts *f)
{
	return resting(f) ? "by rules and one proved direction" :
	       certified(f) ? "proved" : "proved but for what is undecided";
}

/* of entries that have no number, each reason once for as many as can be shown */
static void reasons(const Matrix *m)
{
	size_t told = 0;

	for (size_t n = 0; n < m->ncells; n++) {
		size_t k = m->cell[n];
		char *name, *why;

		if (m->f.t[k].class != UNDECIDED ||
			(m->hessian && !m->f.v && k % m->f.nx > k / m->f.nx))
			continue;
		if (told++ == REASONS) {
			puts("  and others; --format json has each reason");
			break;
		}
		name = entry(m, k);
		why = text("%s is undecided: %s", name, m->f.t[k].why);
		wrapped("", 2, why);
		release(name);
		release(why);
	}
	if (resting(&m->f))
		printf("  a fault in an entry is missed with a chance of %.1g; --prove all proves "
		       "each\n",
			MISSES);
}

static void astext(const Matrix *m)
{
	size_t n = m->f.ny * m->f.nx;

	printf("  %zu x %zu, ", m->f.ny, m->f.nx);
	if (m->sparse) printf("%zu of %zu entries can be other than zero,\n  ", m->ncells, n);
	printf("%s at %d bits\n\n", grounds(&m->f), m->f.bits);
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
	reasons(m);
}

void showmatrix(const Matrix *m, json_t *points)
{
	if (m->o.format == JSON)     asjson(m, points);
	else if (m->o.format == CSV) ascsv(m);
	else                         astext(m);
}
