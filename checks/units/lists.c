/* lists.c -- golden lists: checks/lists/NAME.txt holds a list, `after PASS,...`, and the list
 * expected.
 *
 * LISTS=remake build/units/lists writes what is expected anew: read the difference before it is
 * committed. Every expected list is also run: it has the values of the first, or its derivatives by
 * a difference quotient.
 */
#include "checks/commands/passes.h"
#include <dirent.h>
#include <math.h>
#include <mpfr.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char folder[] = "checks/lists";
enum { LEASTLISTS = 40 };                  /* fewer: the folder was not found, or lost something */

typedef struct {
	char *name, *text;                 /* the file, cut at ends of lines: */
	char *first, *pass, *expected;     /* comments and list; names of passes; what they make */
} Golden;

static char *filetext(const char *file)
{
	FILE *f = fopen(file, "r");
	char *s = NULL;
	size_t room = 0;
	ssize_t n;

	if (!f) return NULL;
	n = getdelim(&s, &room, 0, f);
	fclose(f);
	if (n < 0) fail_msg("%s is empty", file);
	return s;
}

static Golden opened(const char *name)
{
	Golden g = { .name = text("%s/%s", folder, name) };
	char *after = NULL;

	g.text = filetext(g.name);
	if (!g.text || !(after = strstr(g.text, "\nafter ")))
		fail_msg("%s: a line \"after PASS\" is missing", g.name);
	after[1] = 0;
	g.pass = after + strlen("\nafter ");
	g.first = g.text;
	g.expected = g.pass + strcspn(g.pass, "\n");
	if (*g.expected) *g.expected++ = 0;
	return g;
}

static void closed(Golden *g) { release(g->name), free(g->text); }

static List *parsed(const Golden *g, const char *s)
{
	while (*s == '#') s += strcspn(s, "\n") + 1;
	return parse(s, NULL, NULL);
}

static char *made(const Golden *g)
{
	const Pass *last;
	List *l = after(g->pass, parsed(g, g->first), &f64, &last);
	char *s = NULL;
	size_t n;
	FILE *f = open_memstream(&s, &n);

	showafter(last, l, &f64, f);
	fclose(f);
	freelist(l);
	return s;
}

/* ---- every one, by name ------------------------------------------------------------- */

static int isgolden(const struct dirent *d)
{
	return strlen(d->d_name) > 4 &&
	       !strcmp(strrchr(d->d_name, '.') ? strrchr(d->d_name, '.') : "", ".txt");
}

/* how many of them are wrong */
static size_t each(bool wrong(const Golden *))
{
	struct dirent **all;
	int n = scandir(folder, &all, isgolden, alphasort);
	size_t wrongs = 0;

	if (n < LEASTLISTS) fail_msg("%s holds %d lists; run from the root of the tree", folder, n);
	for (int k = 0; k < n; k++) {
		Golden g = opened(all[k]->d_name);

		wrongs += wrong(&g);
		closed(&g);
		free(all[k]);
	}
	free(all);
	return wrongs;
}

/* ---- as expected, letter by letter -------------------------------------------------- */

enum { LINES = 256 };

static size_t lines(char *s, char *line[LINES])
{
	size_t n = 0;

	for (char *t = strtok(s, "\n"); t && n < LINES; t = strtok(NULL, "\n")) line[n++] = t;
	return n;
}

/* by the longest common subsequence: - expected, + made */
static void difference(const char *expected, const char *is)
{
	char *a = copytext(expected, strlen(expected)), *b = copytext(is, strlen(is)), *x[LINES],
	     *y[LINES];
	size_t n = lines(a, x), m = lines(b, y), i = 0, j = 0;
	uint16_t (*common)[LINES + 1] = alloc(LINES + 1, sizeof *common);

	for (size_t p = n; p-- > 0; )
		for (size_t q = m; q-- > 0; ) {
			uint16_t skip = common[p + 1][q] > common[p][q + 1] ? common[p + 1][q]
									    : common[p][q + 1];

			common[p][q] =
				strcmp(x[p], y[q]) ? skip : (uint16_t)(common[p + 1][q + 1] + 1);
		}
	while (i < n || j < m) {
		if (i < n && j < m && !strcmp(x[i], y[j]))
			fprintf(stderr, "      %s\n", x[i++]), j++;
		else if (i < n && (j == m || common[i + 1][j] >= common[i][j + 1]))
			fprintf(stderr, "    - %s\n", x[i++]);
		else
			fprintf(stderr, "    + %s\n", y[j++]);
	}
	release(a), release(b), release(common);
}

static bool differs(const Golden *g)
{
	char *is = made(g);
	bool wrong = strcmp(is, g->expected) != 0;

	if (wrong) {
		fprintf(stderr, "%s: after %s (- expected, + made)\n", g->name, g->pass);
		difference(g->expected, is);
	}
	free(is);
	return wrong;
}

static bool remade(const Golden *g)
{
	char *is = made(g);
	FILE *f = fopen(g->name, "w");

	if (!f) fail_msg("%s cannot be written", g->name);
	fprintf(f, "%safter %s\n%s", g->first, g->pass, is);
	fclose(f);
	free(is);
	return false;
}

static void as_expected(void **state)
{
	const char *how = getenv("LISTS");
	size_t n = each(how && !strcmp(how, "remake") ? remade : differs);

	if (n) fail_msg("%zu lists are not as expected", n);
}

/* ---- right: the values of the first list -------------------------------------------- */

static bool among(const char *passes, const char *name)
{
	const char *p = strstr(passes, name);
	return p && (!p[strlen(name)] || p[strlen(name)] == ',');
}

static void *valuesat(const List *l, const Num *T, const void *x)
{
	List *low = expand(l, runs, T);
	Run *r = newrun(low, T);
	void *y = array(T, ny(l)), *to = y;

	for (size_t k = 0; k < l->nin; k++) x = put(r, k, x);
	run(r);
	for (size_t o = 0; o < l->nout; o++) to = get(r, o, to);
	freerun(r);
	freelist(low);
	return y;
}

static uint64_t seed;

static double drawn(void)                  /* from [0.5, 2): Marsaglia's xorshift */
{
	seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
	return 0.5 + 1.5 * ((double)(seed >> 11) * 0x1p-53);
}

/* lists that are right but for the sign of a zero: a slice that is assembled keeps -0, where -0 + 0
 * is +0; a sum that scalarise writes out does not start from +0; strongmul(-0, 1) is +0 */
static const char *const unsignedzeros[] = { "assemble", "scalarise", "strong" };

static bool signs(const Golden *g)
{
	for (size_t k = 0; k < sizeof unsignedzeros / sizeof *unsignedzeros; k++)
		if (strstr(g->name, unsignedzeros[k])) return false;
	return true;
}

/* NaN is NaN */
static bool equal(double a, double b, bool withsign)
{
	return isnan(a) ? isnan(b) : a == b && (!withsign || !signbit(a) == !signbit(b));
}

static bool otherbits(const Golden *g, const List *l, const List *m, const double *x)
{
	double *y = valuesat(l, &f64, x), *z = valuesat(m, &f64, x);
	bool wrong = false;

	for (size_t o = 0; o < ny(l) && !wrong; o++) {
		wrong = !equal(y[o], z[o], signs(g));
		if (wrong)
			fprintf(stderr, "%s: result %zu was %a, is %a\n", g->name, o, y[o], z[o]);
	}
	freearray(&f64, ny(l), y), freearray(&f64, ny(m), z);
	return wrong;
}

/* at ordinary points and, where no loop hangs on them, at 0, -0, 1, infinities and NaN */
static bool changed(const Golden *g)
{
	static const double special[] = {
		0, -0.0, 1, -1, INFINITY, -INFINITY, NAN, 0x1p-1074, 1e308
	};
	extern const Prim while_prim;
	List *l, *m;
	double *x;
	bool wrong = false;

	if (among(g->pass, "jvp") || among(g->pass, "vjp") || among(g->pass, "batch") ||
	    among(g->pass, "plan"))
		return false;
	l = parsed(g, g->first), m = parse(g->expected, NULL, NULL);
	x = alloc(nx(l), sizeof *x);
	wrong = nx(l) != nx(m) || ny(l) != ny(m);
	if (wrong) fprintf(stderr, "%s: other numbers of inputs or results\n", g->name);
	for (int t = 0; t < 40 && !wrong; t++) {
		bool odd = t >= 10 && !among(g->pass, "algebra") && !among(g->pass, "lower") &&
			   !among(g->pass, "expand") && !has(l, &while_prim);

		for (size_t i = 0; i < nx(l); i++) x[i] = drawn();
		for (size_t i = 0; i < nx(l) && odd; i++)
			x[i] = special[(size_t)(6 * drawn()) % (sizeof special / sizeof *special)];
		wrong = otherbits(g, l, m, x);
	}
	release(x);
	freelist(l), freelist(m);
	return wrong;
}

static void same_values(void **state)
{
	seed = 88172645463325252u;
	if (each(changed)) fail_msg("a pass has changed values");
}

/* two points at once: each with the bits it has alone */
static bool unlike(const Golden *g)
{
	List *l, *m;
	double *x, *both, *y;
	bool wrong = false;

	if (!among(g->pass, "batch"))
		return false;
	l = parsed(g, g->first), m = parse(g->expected, NULL, NULL);
	x = alloc(2 * nx(l), sizeof *x), both = alloc(2 * nx(l), sizeof *both);
	for (size_t i = 0; i < 2 * nx(l); i++) x[i] = drawn();
	for (size_t k = 0, at = 0, n; k < l->nin; k++, at += n) {
		n = count(shapeat(l, l->in[k]));
		for (size_t p = 0; p < 2; p++)
			memcpy(both + 2 * at + p * n, x + p * nx(l) + at, n * sizeof *x);
	}
	y = valuesat(m, &f64, both);
	for (size_t p = 0; p < 2; p++) {
		double *one = valuesat(l, &f64, x + p * nx(l));

		for (size_t o = 0, at = 0, n; o < l->nout; o++, at += n) {
			n = count(shapeat(l, l->out[o]));
			wrong |= memcmp(one + at, y + 2 * at + p * n, n * sizeof *y) != 0;
		}
		freearray(&f64, ny(l), one);
	}
	if (wrong) fprintf(stderr, "%s: a point alone has other values\n", g->name);
	freearray(&f64, ny(m), y);
	release(x), release(both);
	freelist(l), freelist(m);
	return wrong;
}

static void point_by_point(void **state)
{
	if (each(unlike)) fail_msg("batched lists are wrong");
}

/* ---- right: derivatives, against a difference quotient in 600 bits --------------------- */

enum { BITS = 600, STEP = -200 };          /* the quotient's error is about 2^-400 */

/* along the direction d at x: (f(x + h d) - f(x - h d)) / 2h */
static mpfr_t *quotient(const List *l, const double *x, const double *d)
{
	mpfr_t *p = array(&mpfr, nx(l)), *y[2];

	for (int side = 0; side < 2; side++) {
		for (size_t i = 0; i < nx(l); i++) {
			mpfr_set_d(p[i], side ? -d[i] : d[i], MPFR_RNDN);
			mpfr_mul_2si(p[i], p[i], STEP, MPFR_RNDN);
			mpfr_add_d(p[i], p[i], x[i], MPFR_RNDN);
		}
		y[side] = valuesat(l, &mpfr, p);
	}
	for (size_t o = 0; o < ny(l); o++) {
		mpfr_sub(y[0][o], y[0][o], y[1][o], MPFR_RNDN);
		mpfr_mul_2si(y[0][o], y[0][o], -STEP - 1, MPFR_RNDN);
	}
	freearray(&mpfr, nx(l), p), freearray(&mpfr, ny(l), y[1]);
	return y[0];
}

/* sum of c[i] v[i] */
static double dotted(size_t n, const double *c, mpfr_t *v)
{
	mpfr_t s, t;
	double is;

	mpfr_inits2(BITS, s, t, (mpfr_ptr)NULL);
	mpfr_set_zero(s, 1);
	for (size_t i = 0; i < n; i++)
		mpfr_mul_d(t, v[i], c[i], MPFR_RNDN), mpfr_add(s, s, t, MPFR_RNDN);
	is = mpfr_get_d(s, MPFR_RNDN);
	mpfr_clears(s, t, (mpfr_ptr)NULL);
	return is;
}

/* <g, J d>: by the quotient, and by the list expected, which gives y, dy = J d or y, gx = J'g */
static bool slanted(const Golden *g)
{
	bool back = among(g->pass, "vjp");
	List *l, *m;
	double *x, *d, *c, want, is;
	mpfr_t *in, *out, *dy;
	size_t inputs, outputs;

	if (!back && !among(g->pass, "jvp"))
		return false;
	l = parsed(g, g->first), m = parse(g->expected, NULL, NULL);
	inputs = nx(l), outputs = ny(l);
	x = alloc(inputs + outputs, sizeof *x), d = alloc(inputs, sizeof *d),
	c = alloc(outputs, sizeof *c);
	for (size_t i = 0; i < inputs; i++) x[i] = drawn(), d[i] = drawn();
	for (size_t o = 0; o < outputs; o++) c[o] = drawn();
	dy = quotient(l, x, d);
	in = array(&mpfr, nx(m));
	mpfr.set(inputs, in, x);
	mpfr.set(back ? outputs : inputs, in + inputs, back ? c : d);
	out = valuesat(m, &mpfr, in);
	want = dotted(outputs, c, dy);
	is = back ? dotted(inputs, d, out + outputs) : dotted(outputs, c, out + outputs);
	if (is != want)
		fprintf(stderr,
			"%s: <g, J d> is %.17g by the list, %.17g by a difference quotient\n",
			g->name, is, want);
	freearray(&mpfr, outputs, dy), freearray(&mpfr, nx(m), in), freearray(&mpfr, ny(m), out);
	release(x), release(d), release(c);
	freelist(l), freelist(m);
	return is != want;
}

static void derivatives(void **state)
{
	precision(BITS);
	for (int t = 0; t < 3; t++)
		if (each(slanted)) fail_msg("derivatives are wrong");
}

/* ---- the collection -------------------------------------------------------------------- */

static const char *sought;

static bool holds(const Golden *g) { return among(g->pass, sought); }

/* there is a list of every pass but those that have nothing to show: record */
static void of_every_pass(void **state)
{
	for (const Pass *p = passtable + 1; p->name; p++) {
		sought = p->name;
		if (!each(holds)) fail_msg("%s has no list of the pass %s", folder, p->name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_expected),    cmocka_unit_test(same_values),
		cmocka_unit_test(point_by_point), cmocka_unit_test(derivatives),
		cmocka_unit_test(of_every_pass),
	};

	return cmocka_run_group_tests_name("lists", tests, NULL, NULL);
}
