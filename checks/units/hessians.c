/* hessians.c -- `wengert hessian` on checks/data/hessians.def: the reference, each engine's ulps.
 *
 * The command itself is called and its JSON read back; H v, which takes another way, is compared
 * with the same table.
 * Prints TAP itself, for a row that is wrong today is shown as skipped, with its reason.
 */
#include "checks/commands/commands.h"
#include "checks/io/tap.h"
#include "engines/wengert.h"
#include <jansson.h>
#include <math.h>
#include <mpfr.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef enum { NOW, LATER, STEADY, JOINED, NONE } When;
typedef struct { When when; const char *formula, *at, *lower, *why; } Hessian;

static const Hessian hessians[] = {
#define H(when, formula, at, lower, why) { when, formula, at, lower, why },
#include "checks/data/hessians.def"
};
enum { HESSIANS = sizeof hessians / sizeof *hessians, LEAST = 12, INPUTS = 3 };
/* ulps of an entry where the rules are stable: 3.6 is the most of those there are, on gcc 12 */
enum { FEWULPS = 8 };
enum { EXACT = 60, WIDE = 256 };           /* bits that must agree; bits of what is expected */

static const char *const seed[] = { "1", "1,-0.75", "1,-0.75,0.25" };
static const double direction[INPUTS] = { 1, -0.75, 0.25 };

/* ---- the command ----------------------------------------------------------------------------- */

/* what it prints, as JSON; seeded: H v */
static json_t *printed(const Hessian *h, size_t n, bool seeded)
{
	char *argv[] = { "hessian", (char *)h->formula, "--at", (char *)h->at, "--format", "json",
	                 "--engine", "forward,reverse,static",
	                 "--seed", (char *)seed[n - 1], NULL };
	FILE *f = tmpfile();
	int was = dup(STDOUT_FILENO);
	json_t *j;

	fflush(stdout);
	dup2(fileno(f), STDOUT_FILENO);
	cmd_hessian(seeded ? 10 : 8, argv);
	fflush(stdout);
	dup2(was, STDOUT_FILENO);
	close(was);
	rewind(f);
	j = json_loadf(f, 0, NULL);
	fclose(f);
	return j;
}

static json_t *entry(json_t *rows, size_t i, size_t j)
{
	return json_array_get(json_array_get(rows, i), j);
}

static const char *said(json_t *j) { return json_is_string(j) ? json_string_value(j) : "missing"; }

/* ---- one entry ------------------------------------------------------------------------------- */

/* a - b is below 2^-EXACT of size */
static bool near(mpfr_srcptr a, mpfr_srcptr b, mpfr_srcptr size)
{
	mpfr_t e;
	bool yes;

	mpfr_init2(e, WIDE);
	mpfr_sub(e, a, b, MPFR_RNDN);
	yes = mpfr_zero_p(e) || (mpfr_regular_p(e) && mpfr_regular_p(size) &&
	                         mpfr_get_exp(e) <= mpfr_get_exp(size) - EXACT);
	mpfr_clear(e);
	return yes;
}

/* the printed digits are want's, and a zero is a zero, by class too; joined: of pieces that meet,
 * where the digits are no less than they are elsewhere */
static bool right(json_t *digits, json_t *class, mpfr_srcptr want, mpfr_srcptr size, bool joined)
{
	mpfr_t got;
	bool yes;

	if (!json_is_string(digits) || !json_is_string(class)) return false;
	mpfr_init2(got, WIDE);
	mpfr_set_str(got, json_string_value(digits), 10, MPFR_RNDN);
	yes = near(got, want, size) &&
	      ((joined && !strcmp(json_string_value(class), "join")) ||
	       !strcmp(json_string_value(class), mpfr_zero_p(want) ? "zero" : "smooth"));
	mpfr_clear(got);
	return yes;
}

static double numberof(json_t *j)
{
	if (json_is_string(j)) return strtod(json_string_value(j), NULL);
	return json_is_number(j) ? json_number_value(j) : NAN;
}

/* the column of ulps is the engine's own distance from want: |y - d| in units of 2^(E(d) - 53) */
static bool counted(json_t *y, json_t *ulps, const mpfr_t want)
{
	double u = numberof(ulps), v;
	mpfr_t e;

	if (isnan(u) || isnan(numberof(y))) return false;
	if (mpfr_zero_p(want)) return numberof(y) == 0 ? u == 0 : u > 0;
	mpfr_init2(e, WIDE);
	mpfr_set_d(e, numberof(y), MPFR_RNDN);
	mpfr_sub(e, e, want, MPFR_RNDN);
	mpfr_mul_2si(e, e, 53 - mpfr_get_exp(want), MPFR_RNDN);
	v = fabs(mpfr_get_d(e, MPFR_RNDN));
	mpfr_clear(e);
	return fabs(u - v) <= 1e-6 * (1 + v);
}

/* ---- one row --------------------------------------------------------------------------------- */

typedef struct { size_t n; mpfr_t d[INPUTS][INPUTS], v[INPUTS], size[INPUTS]; } Want;

/* d: the matrix; v: it times the direction, size: with every term taken positive */
static void want(Want *w, const Hessian *h)
{
	const char *s = h->lower;

	w->n = 1;
	for (const char *c = h->at; *c; c++) w->n += *c == ',';
	for (size_t i = 0; i < w->n; i++)
		for (size_t j = 0; j <= i; j++) {
			char *end;

			mpfr_init2(w->d[i][j], WIDE);
			if (j != i) mpfr_init2(w->d[j][i], WIDE);
			mpfr_strtofr(w->d[i][j], s, &end, 10, MPFR_RNDN);
			if (end == s) die("hessians.def: %s has too few entries", h->formula);
			mpfr_set(w->d[j][i], w->d[i][j], MPFR_RNDN);
			s = end;
		}
	for (size_t i = 0; i < w->n; i++) {
		mpfr_t t;

		mpfr_inits2(WIDE, w->v[i], w->size[i], t, (mpfr_ptr)0);
		mpfr_set_zero(w->v[i], 1), mpfr_set_zero(w->size[i], 1);
		for (size_t j = 0; j < w->n; j++) {
			mpfr_mul_d(t, w->d[i][j], direction[j], MPFR_RNDN);
			mpfr_add(w->v[i], w->v[i], t, MPFR_RNDN);
			mpfr_abs(t, t, MPFR_RNDN);
			mpfr_add(w->size[i], w->size[i], t, MPFR_RNDN);
		}
		mpfr_clear(t);
	}
}

static void forget(Want *w)
{
	for (size_t i = 0; i < w->n; i++) {
		mpfr_clears(w->v[i], w->size[i], (mpfr_ptr)0);
		for (size_t j = 0; j < w->n; j++) mpfr_clear(w->d[i][j]);
	}
}

/* NULL, or which entry of the reference is wrong; vector: H v, not H */
static char *referencewrong(json_t *top, Want *w, bool vector, bool joined)
{
	json_t *r = json_object_get(top, "reference");
	json_t *d = json_object_get(r, "hessian"), *c = json_object_get(r, "classes");

	for (size_t i = 0; i < w->n; i++)
		for (size_t j = 0; j < (vector ? 1 : w->n); j++) {
			json_t *digits = entry(d, i, j), *class = entry(c, i, j);

			mpfr_srcptr v = vector ? w->v[i] : w->d[i][j];

			if (!right(digits, class, v, vector ? w->size[i] : v, joined))
				return text("%zu,%zu is %s, %s", i, j, said(digits), said(class));
		}
	return NULL;
}

static char *ulpswrong(json_t *top, Want *w, bool steady)
{
	json_t *all = json_object_get(top, "engines"), *e;
	size_t k, answers = 0;

	json_array_foreach(all, k, e) {
		json_t *H = json_object_get(e, "hessian"), *u = json_object_get(e, "ulps");

		answers += H != NULL;
		for (size_t i = 0; H && i < w->n; i++)
			for (size_t j = 0; j < w->n; j++) {
				if (steady && !mpfr_zero_p(w->d[i][j]) &&
				    !(numberof(entry(u, i, j)) <= FEWULPS))
					return text("%s: %zu,%zu is not within %d ulps",
					            said(json_object_get(e, "engine")), i, j,
					            FEWULPS);
				if (!counted(entry(H, i, j), entry(u, i, j), w->d[i][j]))
					return text("%s: the ulps of %zu,%zu are not its error",
					            said(json_object_get(e, "engine")), i, j);
			}
	}
	return answers ? NULL : text("no engine answers");
}

/* the mixed entry is no number, or not known */
static char *numbered(const Hessian *h)
{
	json_t *j = printed(h, 2, false), *r = json_object_get(j, "reference"),
	       *c = json_object_get(r, "classes");
	const char *class = said(entry(c, 0, 1));
	char *why = NULL;

	if (strcmp(class, "kink") && strcmp(class, "undefined") && strcmp(class, "undecided"))
		why = text("0,1 is said to be %s", class);
	json_decref(j);
	return why;
}

static char *wrong(const Hessian *h)
{
	Want w;
	json_t *whole, *product;
	char *why;
	bool joined;

	if (h->when == NONE) return numbered(h);
	want(&w, h);
	whole = printed(h, w.n, false), product = printed(h, w.n, true);
	joined = h->when == JOINED;
	why = whole && product ? referencewrong(whole, &w, false, joined) : text("this is no JSON");
	if (!why) why = ulpswrong(whole, &w, h->when == STEADY);
	if (!why && (why = referencewrong(product, &w, true, joined))) why = text("H v: %s", why);
	json_decref(whole), json_decref(product);
	forget(&w);
	return why;
}

int main(void)
{
	Tally t = { .lines = true };
	size_t now = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("1..%d\n", HESSIANS + 1);
	for (size_t k = 0; k < HESSIANS; k++) {
		const Hessian *h = &hessians[k];
		char *why = wrong(h);

		now += h->when != LATER;
		if (h->when == LATER && why) skipped(&t, h->why, "%s at %s", h->formula, h->at);
		else if (h->when == LATER)
			check(&t, false, "%s at %s: holds now, write NOW", h->formula, h->at);
		else if (why)
			check(&t, false, "%s at %s: %s", h->formula, h->at, why);
		else
			check(&t, true, "%s at %s", h->formula, h->at);
		release(why);
	}
	check(&t, now >= LEAST, "at least %d functions must hold", LEAST);
	return t.failed > 0;
}
