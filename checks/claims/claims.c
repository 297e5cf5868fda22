/* claims.c -- `wengert claims [ID ...]`: what the articles print, measured again.
 *
 * A claim begins as failed: only a measurement confirms it.
 */
#include "checks/claims/claims.h"
#include "checks/commands/commands.h"
#include "checks/io/out.h"
#include "checks/io/progress.h"
#include "checks/io/tap.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const struct { const char *id, *says; void (*measure)(Claim *); } table[] = {
#define C(id, says) { #id, says, claim_##id },
#include "checks/claims/claims.def"
};
enum { CLAIMS = sizeof table / sizeof *table };

static const char *const verdicts[] = { "confirmed", "corrected", "failed", "unable" };

/* ---- what a claim calls ---------------------------------------------------------- */

void holds(Claim *c, bool ok, const char *fmt, ...)
{
	size_t n = strlen(c->measured), room = sizeof c->measured;
	va_list ap;

	if (!ok)     c->verdict = FAILED;
	else if (!n) c->verdict = CONFIRMED;
	if (n) n += (size_t)snprintf(c->measured + n, room - n, "; ");
	if (n < room) {
		va_start(ap, fmt);
		n += (size_t)vsnprintf(c->measured + n, room - n, fmt, ap);
		va_end(ap);
	}
	if (n >= room)
		die("%s measures more than fits: %s", c->id, c->measured);
}

void unmeasured(Claim *c, const char *why)
{
	c->verdict = UNMEASURED;
	snprintf(c->measured, sizeof c->measured, "%s", why);
}

typedef struct { const char *at; size_t length; int places; } Figure;

/* the next number in s; of no length: none */
static Figure nextfigure(const char *s)
{
	Figure f = { .at = s };
	const char *dot;

	while (*f.at && !isdigit((unsigned char)f.at[*f.at == '-'])) f.at++;
	f.length = strspn(f.at, "-.0123456789");
	dot = memchr(f.at, '.', f.length);
	f.places = dot ? (int)(f.at + f.length - dot) - 1 : 0;
	return f;
}

void figure(Claim *c, const char *word, size_t n, const double *x)
{
	const char *p = strstr(c->says, word);
	char *all = text("%s", word), *more;
	bool ok = true;

	if (!p)
		die("%s says nothing of \"%s\"", c->id, word);
	p += strlen(word);
	for (size_t k = 0; k < n; k++) {
		Figure f = nextfigure(p);
		/* not -0 */
		char *one = f.places ? text("%.*f", f.places, x[k]) : text("%.15g", x[k] + 0.);

		ok = ok && f.length == strlen(one) && !memcmp(one, f.at, f.length);
		more = text("%s%s %s", all, k ? "," : "", one);
		release(one);
		release(all);
		all = more;
		p = f.at + f.length;
	}
	/* the article has no more of them */
	ok = ok && (*p != ',' || nextfigure(p).at > p + 2);
	holds(c, ok, "%s", all);
	release(all);
}

/* ---- output ---------------------------------------------------------------------- */

static void quoted(const char *s)
{
	putchar('"');
	for (; *s; s++) printf(*s == '"' ? "\"\"" : "%c", *s);
	putchar('"');
}

static void astext(const Claim *c)
{
	char *found = text("%s: %s", verdicts[c->verdict], c->measured);

	wrapped(c->id, 6, c->says);
	wrapped("", 6, found);
	release(found);
}

static void ascsv(const Claim *c)
{
	printf("%s,", c->id);
	quoted(c->says);
	putchar(',');
	quoted(c->measured);
	printf(",%s\n", verdicts[c->verdict]);
}

static json_t *asjson(const Claim *c)
{
	return json_pack("{s:s, s:s, s:s, s:s}", "id", c->id, "article", c->says, "measured",
		c->measured, "verdict", verdicts[c->verdict]);
}

/* ---- the command ----------------------------------------------------------------- */

static bool asked(const Options *o, const char *id)
{
	for (size_t i = 0; i < o->noperands; i++)
		if (!strcmp(o->operand[i], id))
			return true;
	return !o->noperands;
}

static void allknown(const Options *o)
{
	for (size_t i = 0; i < o->noperands; i++) {
		int k = 0;

		while (k < CLAIMS && strcmp(table[k].id, o->operand[i])) k++;
		if (k == CLAIMS)
			bad("claims: there is no \"%s\"; wengert claims shows all there are",
				o->operand[i]);
	}
}

int cmd_claims(int argc, char **argv)
{
	Options o = options(argc, argv);
	Tally t = { .lines = o.format == TAP, .aside = true };
	json_t *all = o.format == JSON ? json_array() : NULL;
	size_t n[4] = { 0 }, many = 0, measured = 0;

	allknown(&o);
	if (o.format == TAP) puts("TAP version 13");
	if (o.format == CSV) puts("id,article,measured,verdict");
	for (int k = 0; k < CLAIMS; k++) many += asked(&o, table[k].id);
	for (int k = 0; k < CLAIMS; k++) {
		Claim c = { .id = table[k].id, .says = table[k].says, .verdict = FAILED };

		if (!asked(&o, c.id))
			continue;
		progress(c.id, (double)measured++ / (double)many);
		table[k].measure(&c);
		progressaway();
		n[c.verdict]++;
		if (o.format == TAP && c.verdict == UNMEASURED)
			skipped(&t, c.measured, "claims %s", c.id);
		else if (o.format == TAP)
			check(&t, c.verdict != FAILED, "claims %s %s: %s", c.id,
				verdicts[c.verdict], c.measured);
		else if (o.format == CSV)  ascsv(&c);
		else if (o.format == JSON) json_array_append_new(all, asjson(&c));
		else if (!o.quiet || c.verdict == FAILED) astext(&c);
	}
	if (all)                   jprint(json_pack("{s:o}", "claims", all));
	else if (o.format == TAP)
		printf("1..%zu\n", n[CONFIRMED] + n[CORRECTED] + n[FAILED] + n[UNMEASURED]);
	else if (o.format == TEXT) {
		printf("%s%zu confirmed, %zu corrected, %zu failed", o.quiet ? "" : "\n",
			n[CONFIRMED], n[CORRECTED], n[FAILED]);
		if (n[UNMEASURED]) printf(", %zu unable", n[UNMEASURED]);
		putchar('\n');
	}
	freeoptions(&o);
	return n[FAILED] ? 1 : 0;
}
