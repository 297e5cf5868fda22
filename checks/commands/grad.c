/* grad.c -- `wengert grad FORMULA --at V,...`: the gradient by every engine, each entry with its
 * error. */
#include "checks/commands/gradient.h"
#include "checks/commands/points.h"
#include "checks/io/out.h"
#include "engines/reference/certificate.h"
#include <math.h>
#include <string.h>

enum { PROVABLE = 16 };                    /* inputs that are proved one by one */
/* inputs: a block for each engine and input; then a row each, so many at most */
enum { BLOCKS = 6, ROWS = 64 };
/* columns */
enum { NAME = 22, VALUE = 21, ULP = 8, LABEL = 13, AT = 12, DIGITS = 25, WORST = 10 };

/* ---- text ------------------------------------------------------------------------ */

/* s and a blank after it, however long it is */
static void cell(const char *s, int width)
{
	padded(s, width > 0 ? width - 1 : width + 1);
	putchar(' ');
}

/* yours to release */
static char *truthtext(const Truth *t, int digits)
{
	return known(t) || t->class == VERTICAL ? plain(t->d, digits)
						: text("%s", classname[t->class]);
}

/* whether a number is compared there: not where the reference has none, nor where NaN stands beside
 * one side */
static const char *errortext(const Grad *g, const Answer *a, size_t i)
{
	Class c = g->f.t[i].class;
	char *s = shortest(g->num, elem(g->num, a->j.J, i));
	bool none = c == NOWHERE || (c == ONESIDED && !strcmp(s, "nan"));

	release(s);
	return ulptext(none ? NAN : a->ulps[i]);
}

/* what is there instead of a derivative, in a sentence */
static void side(const char *name, const Truth *t)
{
	char *l = plain(t->left, 12), *r = plain(t->right, 12), *says;
	bool left = !mpfr_nan_p(t->left), right = !mpfr_nan_p(t->right),
	     compared = t->class == VERTICAL || t->class == ONESIDED;

	if (t->class == KINK)
		says = text("%s is a kink: %s from the left, %s from the right; any value between "
			    "is right",
			name, l, r);
	else
		says = text("%s: %s there%s%s%s%s%s%s", name, classname[t->class], left ? ", " : "",
			left ? l : "", left ? " from the left" : "", right ? ", " : "",
			right ? r : "", right ? " from the right" : "");
	if (!compared && t->class != KINK) {
		char *more = text("%s, so nothing is compared", says);

		release(says);
		says = more;
	}
	if (t->class == UNDECIDED) {
		char *more = text("%s: %s", says, t->why);

		release(says);
		says = more;
	}
	wrapped("", 2, says);
	release(l);
	release(r);
	release(says);
}

static void sides(const Grad *g)
{
	for (size_t i = 0; i < g->f.nx && i < ROWS; i++)
		if (!known(&g->f.t[i])) side(g->p.label[i], &g->f.t[i]);
	if (resting(&g->f))
		printf("  by rules in MPFR, confirmed along one random direction that is proved:\n"
		       "  a fault is missed with a chance of %.1g\n", MISSES);
}

static void columns(const Grad *g, size_t from, size_t n)
{
	char *name = g->f.bits ? text("%s, %d bit", certified(&g->f) ? "proved" : "mpfr", g->f.bits)
			       : text("reference");

	printf("  %*s", NAME - 2, "");
	for (size_t i = from; i < from + n; i++) {
		char *head = text("∂f/∂%s", g->p.label[i]);

		cell(head, g->wide);
		padded("ulp", 1 - ULP);
		if (i + 1 < from + n) putchar(' ');
		release(head);
	}
	fputs("\n  ", stdout);
	padded(name, NAME - 2);
	for (size_t i = from; i < from + n; i++) {
		char *s = truthtext(&g->f.t[i], 18);

		padded(s, i + 1 < from + n ? g->wide + ULP : 0);
		release(s);
	}
	putchar('\n');
	release(name);
	for (size_t k = 0; k < g->na; k++) {
		const Answer *a = &g->a[k];

		if (a->status == UNABLE)
			continue;
		fputs("  ", stdout);
		padded(a->engine->name, NAME - 2);
		for (size_t i = from; i < from + n; i++) {
			char *s = shortest(g->num, elem(g->num, a->j.J, i)),
			     *t = plain(g->f.t[i].d, 18);

			agreeing(s, t, g->wide - 1, g->o.color);
			putchar(' ');
			padded(errortext(g, a, i), 1 - ULP);
			if (i + 1 < from + n) putchar(' ');
			release(s);
			release(t);
		}
		putchar('\n');
	}
}

/* the one engine that answers; NULL: several do, or none */
static const Answer *single(const Grad *g)
{
	const Answer *a = NULL;

	for (size_t k = 0; k < g->na; k++) {
		if (g->a[k].status == UNABLE)
			continue;
		if (a)
			return NULL;
		a = &g->a[k];
	}
	return a;
}

/* the engine with the largest error of entry i; NULL: nothing is compared there */
static const Answer *worstat(const Grad *g, size_t i)
{
	const Answer *w = NULL;

	for (size_t k = 0; k < g->na; k++)
		if (g->a[k].status != UNABLE && strcmp(errortext(g, &g->a[k], i), "-") &&
			(!w || g->a[k].ulps[i] > w->ulps[i]))
			w = &g->a[k];
	return w;
}

/* of one engine its derivative, of several the largest error and whose it is */
static void gradrow(const Grad *g, const Answer *one, size_t i)
{
	const Answer *w = one ? one : worstat(g, i);
	char *at = text("%.9g", g->p.x[i]), *d = truthtext(&g->f.t[i], 17),
	     *mine = one ? shortest(g->num, elem(g->num, one->j.J, i)) : NULL;

	fputs("  ", stdout);
	cell(g->p.label[i], LABEL);
	if (!one)  cell(at, AT);
	if (g->na) cell(d, DIGITS);
	else       fputs(d, stdout);
	if (one)   cell(mine, DIGITS);
	if (g->na) padded(w ? errortext(g, w, i) : "-", -WORST);
	if (!one && w && w->ulps[i] > 0) printf("  %s", w->engine->name);
	putchar('\n');
	release(at);
	release(d);
	release(mine);
}

/* many inputs: a row each, within 80 columns */
static void table(const Grad *g)
{
	const Answer *one = single(g);
	char *name = text("%s %d bit", certified(&g->f) ? "proved," : "by mpfr", g->f.bits);

	fputs("  ", stdout);
	cell("input", LABEL);
	if (!one) cell("at", AT);
	padded(name, g->na ? DIGITS : 0);
	if (one)   cell(one->engine->name, DIGITS);
	if (g->na) padded(one ? "ulp" : "worst ulp", -WORST);
	puts(one || !g->na ? "" : "  of");
	for (size_t i = 0; i < g->f.nx && i < ROWS; i++) gradrow(g, one, i);
	if (g->f.nx > ROWS)
		printf("  ... %zu more of %zu inputs; --format csv shows each\n", g->f.nx - ROWS,
			g->f.nx);
	if (g->na) putchar('\n');
	release(name);
}

/* the largest error of those that are compared, and where */
static void summaryrow(const Grad *g, const Answer *a)
{
	double *u = alloc(g->f.nx, sizeof *u);
	size_t worst = 0;

	for (size_t i = 0; i < g->f.nx; i++) {
		u[i] = strcmp(errortext(g, a, i), "-") ? a->ulps[i] : NAN;
		if (u[i] > u[worst] || isnan(u[worst])) worst = i;
	}
	printf("  %-*s %10s %10s %10s   %s\n", NAME - 2, a->engine->name,
		ulptext(median(g->f.nx, u, .5)), ulptext(median(g->f.nx, u, .9)), ulptext(u[worst]),
		isnan(u[worst]) ? "" : g->p.label[worst]);
	release(u);
}

static void summary(const Grad *g)
{
	printf("  %-*s %10s %10s %10s   at\n", NAME - 2, "", "median ulp", "90 %", "worst");
	for (size_t k = 0; k < g->na; k++)
		if (g->a[k].status != UNABLE) summaryrow(g, &g->a[k]);
}

/* the columns that the derivatives of all engines take, with a blank */
static int widest(const Grad *g)
{
	int most = VALUE;

	for (size_t i = 0; i < g->f.nx; i++)
		for (size_t k = 0; k < g->na; k++) {
			char *s = g->a[k].status == UNABLE
				? text("%s", "")
				: shortest(g->num, elem(g->num, g->a[k].j.J, i));

			if ((int)strlen(s) >= most) most = (int)strlen(s) + 1;
			release(s);
		}
	return most;
}

/* f itself is */
static bool undecided(const Facts *f)
{
	return f->computed && !resting(f) && !mpfr_nan_p(f->y[0]);
}

static void astext(Grad *g)
{
	char *y = plain(g->f.y[0], 18);

	printf("  f = %s%s\n\n", y, undecided(&g->f) ? " (computed in MPFR, not proved)" : "");
	release(y);
	g->wide = g->f.nx <= BLOCKS ? widest(g) : VALUE;
	if (g->f.nx == 2 && g->wide == VALUE)
		columns(g, 0, g->f.nx);
	else if (g->f.nx <= BLOCKS)
		for (size_t i = 0; i < g->f.nx; i++) {
			if (i) putchar('\n');
			columns(g, i, 1);
		}
	else {
		table(g);
		if (g->na) summary(g);
	}
	for (size_t k = 0; k < g->na; k++)
		if (g->a[k].status == UNABLE) {
			char *why = text("%s: %s", statusword(&g->a[k]), g->a[k].j.why);

			wrapped(g->a[k].engine->name, NAME, why);
			release(why);
		}
	sides(g);
}

/* ---- the command -------------------------------------------------------------------- */

static int gradat(const Options *o, json_t *points)
{
	Grad g = { .o = *o, .num = o->num ? o->num : &f64 };
	size_t room = 0;
	bool crashed = false;
	Fn fn;

	g.p = newpoint(&g.o);
	g.list = formulas(&g.o, &g.p);
	setpoint(&g.p, &g.o);
	if (ny(g.list) != 1)
		bad("the result has shape %s; grad needs a scalar: use sum(...), or wengert "
		    "jacobian",
			shapetext(shapeat(g.list, g.list->out[0])));
	fn = listfn(g.o.operand[0], g.list);
	/* the point is what the number type holds */
	for (size_t i = 0; i < g.p.total; i++) g.p.x[i] = g.num->round(g.p.x[i]);
	g.f = (g.p.total <= PROVABLE || !strcmp(o->prove, "all") ? entries : facts)(&fn, g.p.x,
		digits(g.num));
	for (const Engine *const *e = engines; *e; e++)
		if (wanted(&g.o, *e)) {
			g.a = grow(g.a, &room, g.na + 1, sizeof *g.a);
			g.a[g.na++] = answer(*e, &g.f, g.num);
		}
	if (g.o.format == JSON)     gradjson(&g, points);
	else if (g.o.format == CSV) gradcsv(&g);
	else                        astext(&g);
	for (size_t k = 0; k < g.na; k++) {
		crashed |= g.a[k].j.status == CRASHED;
		freeanswer(&g.a[k]);
	}
	release(g.a);
	freefacts(&g.f);
	freelist(g.list);
	freepoint(&g.p);
	return crashed;
}

int cmd_grad(int argc, char **argv)
{
	Options o = options(argc, argv);
	int status;

	if (o.noperands != 1)
		bad("grad takes one formula, not %zu; jacobian takes several", o.noperands);
	status = eachpoint(&o, gradat);
	freeoptions(&o);
	return status;
}
