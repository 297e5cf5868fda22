/* matrixtext.c -- a matrix of derivatives for people, within 80 columns. */
#include "checks/commands/matrix.h"
#include "checks/io/out.h"
#include "checks/io/sheet.h"
#include "checks/measure/ranked.h"
#include "engines/reference/certificate.h"
#include <math.h>
#include <string.h>

/* columns; characters of an entry's name; entries of a list, without --all; entries whose reasons
 * are shown */
enum { NAME = 30, LABEL = 18, SHOWN = 16, REASONS = 6 };

/* ---- names ------------------------------------------------------------------------- */

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

static char *truthtext(const Truth *t, int digits)
{
	return known(t) ? plain(t->d, digits) : text("%s", classname[t->class]);
}

/* in front of a row of the matrix: what the names of its columns complete; yours to release */
static char *rowname(const Matrix *m, size_t o)
{
	return m->hessian ? text("∂²f/∂%s∂", m->p.label[o]) : text("∂%s/∂", m->results.label[o]);
}

/* ---- the matrix itself -------------------------------------------------------------- */

/* n of its columns */
static Sheet columns(const Matrix *m, size_t from, size_t n, int digits)
{
	Sheet t = { .cols = 1 + n };

	leftcell(&t, text("%s", ""));
	for (size_t i = from; i < from + n; i++) leftcell(&t, cut(m->p.label[i], LABEL));
	for (size_t o = 0; o < m->f.ny; o++) {
		char *name = rowname(m, o);

		leftcell(&t, cut(name, LABEL));
		for (size_t i = from; i < from + n; i++)
			leftcell(&t, truthtext(&m->f.t[o * m->f.nx + i], digits));
		release(name);
	}
	return t;
}

/* the whole of it, where it fits with so many digits */
static bool grid(const Matrix *m, int digits)
{
	Sheet t;
	bool fits;

	if (3 * (m->f.nx + 1) > TERMINAL)
		return false;
	t = columns(m, 0, m->f.nx, digits);
	if ((fits = sheetwidth(&t) <= TERMINAL)) printsheet(&t);
	freesheet(&t);
	return fits;
}

/* as many columns as fit, and those after them below */
static void blocks(const Matrix *m, int digits)
{
	enum { MOST = 8 };                 /* columns of digits; more do not fit */

	for (size_t i = 0, n; i < m->f.nx; i += n) {
		Sheet t;

		n = m->f.nx - i < MOST ? m->f.nx - i : MOST;
		for (t = columns(m, i, n, digits); n > 1 && sheetwidth(&t) > TERMINAL;
			t = columns(m, i, --n, digits))
			freesheet(&t);
		if (i) putchar('\n');
		printsheet(&t);
		freesheet(&t);
	}
}

/* ---- or its entries ------------------------------------------------------------------- */

/* what is on the other side of the diagonal is the same */
static bool mirrored(const Matrix *m, size_t k)
{
	return m->hessian && !m->f.v && k % m->f.nx > k / m->f.nx;
}

/* the entries as they are shown: of many those with the largest errors first; yours to release */
static size_t *ranked(const Matrix *m, size_t *n)
{
	size_t *r = alloc(m->ncells, sizeof *r);

	*n = 0;
	for (size_t c = 0; c < m->ncells; c++)
		if (m->ncells <= SHOWN || !mirrored(m, m->cell[c])) r[(*n)++] = m->cell[c];
	if (*n > SHOWN && !m->o.all) worstfirst(&m->f, m->na, m->a, *n, r);
	return r;
}

/* what the reference has of some entry, the largest error there, and whose it is */
static void row(Sheet *t, const Matrix *m, size_t k, int digits)
{
	const Answer *w = worstat(&m->f, m->na, m->a, k);
	char *name = entry(m, k);

	leftcell(t, cut(name, LABEL));
	leftcell(t, truthtext(&m->f.t[k], digits));
	release(name);
	if (!m->na)
		return;
	rightcell(t, text("%s", ulptext(w ? w->ulps[k] : NAN)));
	leftcell(t, text("%s", w && w->ulps[k] > 0 ? m->name[w - m->a] : ""));
}

static Sheet rows(const Matrix *m, const size_t *r, size_t n, int digits)
{
	Sheet t = { .cols = m->na ? 4 : 2 };

	leftcell(&t, text("entry"));
	leftcell(&t, text("reference"));
	if (m->na) rightcell(&t, text("worst ulp")), leftcell(&t, text("of"));
	for (size_t k = 0; k < n; k++) row(&t, m, r[k], digits);
	return t;
}

static void listed(const Matrix *m)
{
	size_t n, most, *r = ranked(m, &n);
	Sheet t;
	char *says;

	most = n > SHOWN && !m->o.all ? SHOWN : n;
	t = rows(m, r, most, 18);
	if (sheetwidth(&t) > TERMINAL) freesheet(&t), t = rows(m, r, most, 10);
	printsheet(&t);
	freesheet(&t);
	says = text("... %zu of %zu entries%s are not shown%s; --all shows all", n - most, n,
		m->hessian && !m->f.v ? " on and below the diagonal" : "",
		m->na ? ", with errors no larger" : "");
	if (most < n) wrapped("", 2, says);
	release(says);
	release(r);
}

/* ---- the results themselves ------------------------------------------------------------ */

/* the engine whose result o is the farthest from the reference; NULL: none is compared */
static const Answer *farthest(const Matrix *m, size_t o, double *most)
{
	const Answer *w = NULL;

	*most = NAN;
	for (size_t k = 0; k < m->na; k++) {
		double u = m->a[k].status == UNABLE ? NAN : valueulps(&m->f, &m->a[k], o);

		if (u > *most || (isnan(*most) && !isnan(u))) *most = u, w = &m->a[k];
	}
	return w;
}

static void results(const Matrix *m)
{
	Sheet t = { .cols = m->na ? 4 : 2 };
	size_t n = m->o.all || m->f.ny <= SHOWN ? m->f.ny : SHOWN;

	leftcell(&t, text("result"));
	leftcell(&t, text("reference"));
	if (m->na) rightcell(&t, text("worst ulp")), leftcell(&t, text("of"));
	for (size_t o = 0; o < n; o++) {
		double u;
		const Answer *w = farthest(m, o, &u);

		leftcell(&t, m->u ? text("u'f") : cut(m->results.label[o], LABEL));
		leftcell(&t, plain(m->f.y[o], 18));
		if (m->na) rightcell(&t, text("%s", ulptext(u)));
		if (m->na) leftcell(&t, text("%s", w && u > 0 ? m->name[w - m->a] : ""));
	}
	printsheet(&t);
	freesheet(&t);
	if (n < m->f.ny)
		printf("  ... %zu of %zu results are not shown; --all shows all\n", m->f.ny - n,
			m->f.ny);
	putchar('\n');
}

static void truths(const Matrix *m)
{
	static const int digits[] = { 18, 12, 8 };
	bool whole = !m->sparse && !m->f.v && !m->u;
	size_t k = 0;

	while (k < 3 && whole && !grid(m, digits[k])) k++;
	if (whole && k == 3 && m->o.all) blocks(m, 8);
	else if (!whole || k == 3)       listed(m);
	putchar('\n');
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

		if (m->f.t[k].class != UNDECIDED || mirrored(m, k))
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

/* sparse: the colours take from the others */
static int namewidth(const Matrix *m)  { return m->sparse ? NAME - 5 : NAME - 2; }
static int worstwidth(const Matrix *m) { return m->sparse ? 8 : 10; }

static void summaryrow(const Matrix *m, size_t k)
{
	const Answer *a = &m->a[k];
	double *u = allcompared(&m->f, a);
	size_t n = m->f.ny * m->f.nx, worst = largestof(n, u);
	char *name = isnan(u[worst]) ? text("%s", "") : entry(m, worst),
	     *at = cut(name, m->sparse ? LABEL - 2 : LABEL);

	char *colours = m->sparse ? text("%7zu ", m->colours[k]) : text("%s", ""),
	     *row = text("%s%6zu %10s %*s%s%s", colours, a->j.passes, ulptext(median(n, u, .5)),
		     worstwidth(m), ulptext(u[worst]), m->sparse ? "  " : "   ", at),
	     *engine = lead(m->name[k], m->sparse ? namewidth(m)
								  : TERMINAL - 3 - characters(row));

	printf("  %-*s %s\n", namewidth(m), engine, row);
	release(name), release(at), release(u);
	release(colours), release(row), release(engine);
}

void matrixtext(const Matrix *m)
{
	size_t n = m->f.ny * m->f.nx;

	pointheading(&m->o);
	printf("  %zu x %zu, ", m->f.ny, m->f.nx);
	if (m->sparse) printf("%zu of %zu entries can be other than zero,\n  ", m->ncells, n);
	printf("%s at %d bits\n\n", grounds(&m->f), m->f.bits);
	if (!m->hessian) results(m);
	truths(m);
	if (m->na)
		printf("  %-*s %s%6s %10s %*s%sat\n", namewidth(m), "", m->sparse ? "colours " : "",
			"passes", "median ulp", worstwidth(m), "worst", m->sparse ? "  " : "   ");
	for (size_t k = 0; k < m->na; k++)
		if (m->a[k].status != UNABLE) summaryrow(m, k);
	for (size_t k = 0; k < m->na; k++)
		if (m->a[k].status == UNABLE) {
			char *why = text("%s: %s", statusword(&m->a[k]), m->a[k].j.why);

			wrapped(m->name[k], NAME, why);
			release(why);
		}
	reasons(m);
}
