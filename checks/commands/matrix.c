/* matrix.c -- `wengert jacobian` and `wengert hessian`: a whole matrix by every engine. */
#include "checks/commands/commands.h"
#include "checks/io/out.h"
#include <math.h>
#include <string.h>

enum { NAME = 30, CELLS = 36 };            /* more entries than CELLS: the matrix itself is not printed */

typedef struct {
	Options o;
	Point p;
	List *list;
	Facts f;
	const Num *num;
	char **name;  Answer *a;  double *skew;    /* of each engine; skew: |H - H'| before averaging, in ulps */
	size_t na, room, nameroom, skewroom;
	size_t *colours, colourroom;           /* of each engine, where the matrix is sparse */
	size_t ncells, *cell;                  /* what is shown: entries by place, row by row */
	bool hessian, sparse;
} Matrix;

/* ---- output -------------------------------------------------------------------- */

static char *entry(const Matrix *m, size_t k)
{
	size_t o = k / m->f.nx, i = k % m->f.nx;

	if (m->hessian && m->f.v)
		return text("(Hv) %s", m->p.label[o]);
	if (m->hessian)
		return text("∂²f/∂%s∂%s", m->p.label[o], m->p.label[i]);
	return m->f.ny > 1 ? text("∂y%zu/∂%s", o + 1, m->p.label[i]) : text("∂y/∂%s", m->p.label[i]);
}

static json_t *jrows(const Matrix *m, json_t *(*cell)(const Matrix *, const void *, size_t), const void *what)
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
		json_array_append_new(all, json_pack("[i, s]", (int)(m->cell[k] / m->f.nx + 1), m->p.label[m->cell[k] % m->f.nx]));
	return all;
}

static json_t *jtruth(const Matrix *m, const void *t, size_t k) { return jmpfr(((const Truth *)t)[k].d, 40); }
static json_t *jclass(const Matrix *m, const void *t, size_t k) { return json_string(classname[((const Truth *)t)[k].class]); }
static json_t *jentry(const Matrix *m, const void *J, size_t k) { return jnum(m->num, elem(m->num, J, k)); }
static json_t *julps(const Matrix *m, const void *u, size_t k)
{
	double v = ((const double *)u)[k];

	return isnan(v) ? json_null() : jreal(v);
}

static void asjson(const Matrix *m)
{
	const char *key = m->hessian ? "hessian" : "jacobian";
	json_t *all = json_array(), *f = json_array(), *in = json_array(), *y = json_array(), *top;

	for (size_t k = 0; k < m->na; k++) {
		const Answer *a = &m->a[k];
		json_t *j = json_pack("{s:s, s:s, s:s}", "engine", m->name[k], "number", m->num->name, "status", statusword(a));

		if (a->status == UNABLE)
			json_object_set_new(j, "why", json_string(a->j.why));
		else {
			json_object_set_new(j, key, jrows(m, jentry, a->j.J));
			json_object_set_new(j, "ulps", jrows(m, julps, a->ulps));
			json_object_set_new(j, "passes", json_integer((json_int_t)a->j.passes));
			if (m->sparse) json_object_set_new(j, "colours", json_integer((json_int_t)m->colours[k]));
			if (m->hessian) json_object_set_new(j, "asymmetry", jreal(m->skew[k]));
		}
		json_array_append_new(all, j);
	}
	for (size_t k = 0; k < m->o.noperands; k++) json_array_append_new(f, json_string(m->o.operand[k]));
	for (size_t e = 0; e < m->p.total; e++) json_array_append_new(in, json_pack("{s:s, s:o}", "name", m->p.label[e], "at", jreal(m->p.x[e])));
	for (size_t o = 0; o < m->f.ny && !m->hessian; o++) json_array_append_new(y, jmpfr(m->f.y[o], 40));
	top = json_pack("{s:o, s:o, s:{s:o, s:o, s:i}, s:o}", "functions", f, "inputs", in, "reference", key, jrows(m, jtruth, m->f.t),
	                "classes", jrows(m, jclass, m->f.t), "bits", m->f.bits, "engines", all);
	if (m->hessian) json_decref(y);
	else            json_object_set_new(top, "values", y);
	if (m->sparse)  json_object_set_new(top, "entries", jplaces(m));
	jprint(top);
}

static void ascsv(const Matrix *m)
{
	puts("engine,number,status,row,column,derivative,ulps");
	for (size_t k = 0; k < m->na; k++)
		for (size_t n = 0; n < m->ncells; n++) {
			const Answer *a = &m->a[k];
			size_t c = m->cell[n];
			char *d = a->status == UNABLE ? text("%s", "") : shortest(m->num, elem(m->num, a->j.J, c));

			printf("%s,%s,%s,%zu,%s,%s,", m->name[k], m->num->name, statusword(a), c / m->f.nx + 1, m->p.label[c % m->f.nx], d);
			if (a->status != UNABLE && !isnan(a->ulps[c])) printf("%.6g", a->ulps[c]);
			putchar('\n');
			release(d);
		}
}

static void truths(const Matrix *m)
{
	for (size_t n = 0; n < m->ncells; n++) {
		size_t k = m->cell[n];
		char *name = entry(m, k), *d = known(&m->f.t[k]) ? plain(m->f.t[k].d, 18) : text("%s", classname[m->f.t[k].class]);

		fputs("  ", stdout);
		padded(name, NAME - 2);
		puts(d);
		release(name);
		release(d);
	}
	putchar('\n');
}

static void astext(const Matrix *m)
{
	size_t n = m->f.ny * m->f.nx;

	if (m->sparse) printf("  %zu x %zu, %zu of %zu entries can be other than zero, %s at %d bits\n\n", m->f.ny, m->f.nx, m->ncells, n,
	                       certified(&m->f) ? "proved" : "by rules and one proved direction", m->f.bits);
	else           printf("  %zu x %zu, %s at %d bits\n\n", m->f.ny, m->f.nx, certified(&m->f) ? "proved" : "by rules and one proved direction", m->f.bits);
	if (m->sparse || n <= CELLS)
		truths(m);
	printf("  %-*s %s%6s %10s %10s   at\n", NAME - 2, "", m->sparse ? "colours " : "", "passes", "median ulp", "worst");
	for (size_t k = 0; k < m->na; k++) {
		const Answer *a = &m->a[k];
		char *at;

		if (a->status == UNABLE)
			continue;
		at = entry(m, a->worst);
		printf("  %-*s ", NAME - 2, m->name[k]);
		if (m->sparse) printf("%7zu ", m->colours[k]);
		printf("%6zu %10s %10s   %s\n", a->j.passes, ulptext(median(n, a->ulps, .5)), ulptext(a->ulps[a->worst]), at);
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

static void begin(Matrix *m)
{
	m->sparse = m->o.sparse;
	m->num = m->o.num ? m->o.num : &f64;
	m->p = newpoint(&m->o);
	m->list = formulas(&m->o, &m->p);
	setpoint(&m->p, &m->o);
	for (size_t i = 0; m->num == &f32 && i < m->p.total; i++) m->p.x[i] = (double)(float)m->p.x[i];
}

static Answer *add(Matrix *m, char *name, Answer a)
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
static Answer filled(Matrix *m, const Engine *e, const Fn *f)
{
	Sparse s = m->hessian ? sparsehessian(e, f, m->num, m->p.x) : sparsejacobian(e, f, m->num, m->p.x);
	Jacobian j = { .status = s.status, .nx = m->f.nx, .ny = m->f.ny, .passes = s.passes, .num = m->num };

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
			m->num->copy(1, elem(m->num, j.J, m->cell[k]), 1, elem(m->num, s.value, k), 1);
		}
	}
	if (s.status != UNABLE)
		freesparse(&s);
	return assessed(e, j, &m->f, m->num);
}

static int end(Matrix *m)
{
	bool crashed = false;

	whole(m);
	if (m->o.format == JSON)     asjson(m);
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
	freefacts(&m->f);
	freelist(m->list);
	freepoint(&m->p);
	freeoptions(&m->o);
	return crashed;
}

static const About jabout = {
	"jacobian", "FORMULA [FORMULA ...]", "All results by all inputs, by every engine; passes are sweeps of the engine, 8 tangents in one forward sweep. "
	"--sparse: columns that meet in no row share a tangent, a colour; only entries that can be other than zero are shown."
	"\vExample: wengert jacobian 'x*y' 'x + sin(y)' --at 2,3"
};

int cmd_jacobian(int argc, char **argv)
{
	Matrix m = { .o = options(argc, argv, &jabout) };
	Fn fn;

	if (!m.o.noperands)
		bad("jacobian takes one formula or more");
	begin(&m);
	fn = listfn(m.o.operand[0], m.list);
	m.f = facts(&fn, m.p.x, digits(m.num));
	for (const Engine *const *e = engines; *e; e++)
		if (wanted(&m.o, *e))
			add(&m, text("%s", (*e)->name), m.sparse ? filled(&m, *e, &fn) : answer(*e, &m.f, m.num));
	return end(&m);
}

/* ---- the Hessian, entry by entry, each proved --------------------------------------------------- */

static Facts secondfacts(const Fn *f, const double *x, int want)
{
	char why[WHY];
	Reference *r = newreference(f, want, why);
	size_t n = refnx(r);
	Facts h = { .fn = *f, .x = x, .nx = n, .ny = n, .t = newtruths(n * n), .y = alloc(n, sizeof *h.y) };
	double *v = alloc(n, sizeof *v), *w = alloc(n, sizeof *w);

	for (size_t i = 0; i < n; i++) {
		mpfr_init(h.y[i]);
		v[i] = 1;
		for (size_t j = 0; j <= i; j++) {
			w[j] = 1;
			curved(r, x, v, w, &h.t[i * n + j]);
			if (j < i) copytruth(&h.t[j * n + i], &h.t[i * n + j]);
			w[j] = 0;
			if (h.t[i * n + j].bits > h.bits) h.bits = h.t[i * n + j].bits;
		}
		v[i] = 0;
	}
	release(v);
	release(w);
	freereference(r);
	return h;
}

/* H v: one mixed derivative an entry */
static Facts productfacts(const Fn *f, const double *x, const double *v, int want)
{
	char why[WHY];
	Reference *r = newreference(f, want, why);
	size_t n = refnx(r);
	Facts h = { .fn = *f, .x = x, .v = v, .nx = 1, .ny = n, .t = newtruths(n), .y = alloc(n, sizeof *h.y) };
	double *w = alloc(n, sizeof *w);

	for (size_t i = 0; i < n; i++) {
		mpfr_init(h.y[i]);
		w[i] = 1;
		curved(r, x, w, v, &h.t[i]);
		w[i] = 0;
		if (h.t[i].bits > h.bits) h.bits = h.t[i].bits;
	}
	release(w);
	freereference(r);
	return h;
}

/* H becomes (H + H')/2; returns the most they differed, in ulps */
static double symmetrised(Answer *a, Facts *f, const Num *T)
{
	size_t n = f->nx;
	double most = 0;
	void *t = array(T, 1);
	mpfr_t d, e;

	mpfr_inits(d, e, (mpfr_ptr)0);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++) {
			void *p = elem(T, a->j.J, i * n + j), *q = elem(T, a->j.J, j * n + i);
			Truth other = { .class = SMOOTH };
			double u;

			exactly(T, d, p);
			exactly(T, e, q);
			other.d[0] = e[0];
			u = ulps(d, &other, T);
			if (u > most) most = u;
			T->binary[B_add](1, t, p, q);
			T->scale(1, p, t, -1);
			T->copy(1, q, 1, p, 1);
			exactly(T, d, p);
			a->ulps[i * n + j] = a->ulps[j * n + i] = ulps(d, &f->t[i * n + j], T);
		}
	a->worst = 0;
	for (size_t k = 0; k < n * n; k++)
		if (a->ulps[k] > a->ulps[a->worst] || isnan(a->ulps[a->worst])) a->worst = k;
	mpfr_clears(d, e, (mpfr_ptr)0);
	freearray(T, 1, t);
	return most;
}

static const About habout = {
	"hessian", "FORMULA", "All second derivatives: every engine differentiates the gradient that reverse mode recorded. "
	"The matrix is averaged with its transpose; asymmetry is what they differed before. --seed V,... gives the product H v instead, in one pass. "
	"--sparse: both triangles from one product for each colour of a star colouring."
	"\vExample: wengert hessian 'exp(x*y)*sin(y)' --at 0.3,0.7"
};

int cmd_hessian(int argc, char **argv)
{
	Matrix m = { .o = options(argc, argv, &habout), .hessian = true };
	double *v = NULL;
	Fn fn, grad;

	if (m.o.noperands != 1)
		bad("hessian takes one formula, not %zu", m.o.noperands);
	begin(&m);
	if (ny(m.list) != 1)
		bad("the result has shape %s; hessian needs a scalar: use sum(...)", shapetext(rowshape(m.list, m.list->out[0])));
	fn = listfn(m.o.operand[0], m.list);
	grad = gradientfn(&fn);
	if (m.o.seed && m.sparse)
		bad("hessian --seed gives one product, --sparse the matrix: only one of them");
	if (m.o.seed) v = direction(m.o.seed, m.p.total, "input");
	m.f = v ? productfacts(&fn, m.p.x, v, digits(m.num)) : secondfacts(&fn, m.p.x, digits(m.num));
	m.f.fn = grad;
	for (const Engine *const *e = engines; *e; e++) {
		bool rules = !strncmp((*e)->name, "symbolic", 8);
		Answer *a;

		if (!wanted(&m.o, *e))
			continue;
		a = add(&m, rules ? text("%s", (*e)->name) : text("%s-over-reverse", (*e)->name), m.sparse ? filled(&m, *e, &fn) : answer(*e, &m.f, m.num));
		m.skew[m.na - 1] = a->status != UNABLE && !v ? symmetrised(a, &m.f, m.num) : 0;
	}
	release(v);
	return end(&m);
}
