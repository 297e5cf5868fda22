/* shardresults.c -- results of `wengert check` in shards, put together again. */
#include "checks/suite/results.h"
#include "checks/io/out.h"
#include "checks/io/shard.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double realof(const json_t *j)
{
	return json_is_string(j)    ? strtod(json_string_value(j), NULL)
		: json_is_number(j) ? json_number_value(j)
				    : NAN;
}

static size_t countof(const json_t *j, const char *key)
{
	return (size_t)json_integer_value(json_object_get(j, key));
}

static const char *wordof(const json_t *j, const char *key)
{
	const char *s = json_string_value(json_object_get(j, key));

	return s ? s : "";
}

static void absorbrecord(Results *x, const json_t *j)
{
	Record *r = recordof(x, wordof(j, "engine"), wordof(j, "number"));
	const json_t *entries = json_object_get(j, "entries"),
		     *samples = json_object_get(j, "samples");
	size_t n = json_array_size(samples), item = countof(j, "item");
	double worst = -1;

	r->ok += countof(j, "ok");
	r->unable += countof(j, "unable");
	r->undefined += countof(j, "undefined");
	r->failed += countof(j, "failed");
	r->crashed += countof(j, "crashed");
	r->bound = realof(json_object_get(j, "bound"));
	r->worded |= entries != NULL;
	for (int k = 0; k < VERDICTS; k++) r->verdicts[k] += countof(entries, verdictname[k]);
	r->unbounded += countof(entries, "skipped");
	r->ulps = grow(r->ulps, &r->room, r->n + n, sizeof *r->ulps);
	for (size_t i = 0; i < n; i++) {
		r->ulps[r->n++] = realof(json_array_get(samples, i));
		if (r->ulps[r->n - 1] > worst) worst = r->ulps[r->n - 1];
	}
	if (n && beats(r, item, worst)) crown(r, item, worst, wordof(j, "where"));
}

static void absorbfinding(Results *x, const json_t *j)
{
	Verdict v = HALF;
	Finding *f;

	while (v + 1 < VERDICTS && strcmp(verdictname[v], wordof(j, "verdict"))) v++;
	f = findingof(x, v, wordof(j, "number"), wordof(j, "where"), wordof(j, "why"));
	f->n += countof(j, "entries");
	f->item = countof(j, "item");
	f->ulps = realof(json_object_get(j, "ulps"));
	release(f->worst);
	f->worst = copied(wordof(j, "worst"));
}

const char *absorb(Results *x, const json_t *j)
{
	const json_t *rows = json_object_get(j, "engines"),
		     *failures = json_object_get(j, "failures"),
		     *found = json_object_get(j, "findings"), *said = json_object_get(j, "parts");
	size_t k;
	json_t *one;

	if (!json_is_array(rows) || !*wordof(j, "command"))
		return "is no result of wengert check --shard";
	if (!x->command) {
		x->command = copied(wordof(j, "command"));
		x->seed = countof(j, "seed");
	} else if (strcmp(x->command, wordof(j, "command")))
		return "is of another command";
	json_array_foreach(rows, k, one) absorbrecord(x, one);
	json_array_foreach(found, k, one) absorbfinding(x, one);
	json_array_foreach(failures, k, one) {
		x->failures.f = grow(x->failures.f, &x->failures.room, x->failures.n + 1,
			sizeof *x->failures.f);
		x->failures.f[x->failures.n++] =
			(Failure){ countof(one, "item"), copied(wordof(one, "says")) };
	}
	json_array_foreach(said, k, one)
		for (int p = 0; p < PARTS; p++)
			if (!strcmp(suiteparts[p].name, wordof(one, "part"))) {
				x->partial[p] = true;
				x->part[p].passed += countof(one, "passed");
				x->part[p].failed += countof(one, "failed");
				x->part[p].skipped += countof(one, "skipped");
				x->seconds[p] += json_number_value(json_object_get(one, "seconds"));
			}
	return NULL;
}

/* insertion keeps what is equal in its order; both are few */
void settle(Results *x)
{
	for (size_t i = 1; i < x->nfound; i++)
		for (size_t k = i; k && x->found[k - 1].item > x->found[k].item; k--) {
			Finding f = x->found[k];

			x->found[k] = x->found[k - 1];
			x->found[k - 1] = f;
		}
	for (size_t i = 1; i < x->failures.n; i++)
		for (size_t k = i; k && x->failures.f[k - 1].item > x->failures.f[k].item; k--) {
			Failure f = x->failures.f[k];

			x->failures.f[k] = x->failures.f[k - 1];
			x->failures.f[k - 1] = f;
		}
}

/* ---- CSV of a shard, as the JSON it would have been ------------------------------------------ */

enum { COLUMNS = 21 };

static json_t *samplesof(const char *s)
{
	json_t *all = json_array();
	char *end;

	for (double v; v = strtod(s, &end), end != s; s = end) json_array_append_new(all, jreal(v));
	return all;
}

/* a row by the heads of its columns; NULL: it has more fields than they are, or fewer */
static json_t *rowof(char *line, char *const *head)
{
	json_t *j = json_object(), *entries = json_object();

	for (int c = 0; c < COLUMNS && line; c++) {
		bool verdict = c >= 11 && c < 11 + VERDICTS, last = c == COLUMNS - 1;
		char *cell = strsep(&line, ",");

		if (last != !line) {
			json_decref(j), json_decref(entries);
			return NULL;
		}
		if (!strcmp(head[c], "samples"))
			json_object_set_new(j, head[c], samplesof(cell));
		else if (c < 2 || !strcmp(head[c], "where"))
			json_object_set_new(j, head[c], json_string(cell));
		else if (verdict && *cell)
			json_object_set_new(entries, head[c], json_integer(atoll(cell)));
		else if (!verdict && strcspn(cell, ".e") < strlen(cell))
			json_object_set_new(j, head[c], json_real(strtod(cell, NULL)));
		else if (!verdict)
			json_object_set_new(j, head[c], json_integer(atoll(cell)));
	}
	if (json_object_size(entries)) json_object_set(j, "entries", entries);
	json_decref(entries);
	return j;
}

json_t *csvresults(char *text)
{
	json_t *j = json_pack("{s:[]}", "engines");
	char *line, *head[COLUMNS + 1] = { NULL };
	bool whole = true;
	int n = 0;

	while ((line = strsep(&text, "\n")) && *line) {
		if (!strncmp(line, "# shard ", 8))
			json_object_set_new(j, "shard", json_string(line + 8));
		else if (!strncmp(line, "# command ", 10))
			json_object_set_new(j, "command", json_string(line + 10));
		else if (!strncmp(line, "# seed ", 7))
			json_object_set_new(j, "seed", json_integer(atoll(line + 7)));
		else if (*line == '#')
			continue;
		else if (!n)
			while (n <= COLUMNS && (head[n] = strsep(&line, ","))) n++;
		else if (n == COLUMNS) {
			json_t *row = rowof(line, head);

			whole = whole && row;
			if (row) json_array_append_new(json_object_get(j, "engines"), row);
		}
	}
	if (whole && n == COLUMNS && !strcmp(head[COLUMNS - 1], "samples"))
		return j;
	json_decref(j);
	return NULL;
}
