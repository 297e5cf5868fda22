/* list.c -- `wengert list [engines|primitives|functions|calls|numbers|experiments|plugins]`:
 * what there is. */
#include "bench/bench.h"
#include "bench/commands.h"
#include "checks/suite/functions.h"
#include "checks/io/out.h"
#include "checks/io/sheet.h"
#include "engines/formula/formula.h"
#include "engines/numbers/simd.h"
#include "engines/peers/peers.h"
#include "engines/outside/plugin.h"
#include "engines/numbers/slots.h"
#include <string.h>

enum { RULES = 13 };                       /* the column where a derivative begins */

static void listpeers(void)
{
	size_t n = peertools(NULL);
	PeerTool *t = alloc(n, sizeof *t);

	peertools(t);
	for (size_t k = 0; k < n; k++) {
		char *name = text("optional: %s", t[k].name);

		printf("  %-20s %s%s\n", name, t[k].here ? "here" : "not here: ",
			t[k].here ? "" : t[k].package);
		release(name);
	}
	release(t);
}

static void listengines(void)
{
	puts("engines");
	for (const Engine *const *e = engines; *e; e++)
		wrapped((*e)->name, 23, (*e)->what);
	wrapped("reference", 23,
		"proved in complex balls, with no derivative rule: what the others are measured "
		"against");
	printf("  %-20s %s\n", "optional: SLEEF",
		wide.unary[U_exp] ? "here: exp, log, sin ... of many elements at once"
				  : "not here (package libsleef-dev)");
	printf("  %-20s %s\n", "optional: loops", wide.name);
	listpeers();
}

/* one beside the other, where both fit */
static void derivatives(const Prim *p)
{
	const char *b = p->d[1] ? p->d[1] : "";
	char *both = text("%s%s%s", p->d[0], *b ? "   |   " : "", b),
	     *first = text("%s   |", p->d[0]);

	if (!*b || RULES + characters(both) <= TERMINAL)
		wrapped(p->name, RULES, both);
	else {
		wrapped(p->name, RULES, first);
		wrapped("", RULES, b);
	}
	release(both), release(first);
}

static void listprimitives(void)
{
	puts("primitives, elementwise: derivative by x, or by a and b");
	for (const Prim *const *p = prims; *p; p++)
		if ((*p)->nargs) derivatives(*p);
	puts("array primitives");
	for (const Prim *const *p = prims; *p; p++)
		if (!(*p)->nargs)
			printf("  %s\n", (*p)->name);
}

static void listfunctions(void)
{
	puts("functions under test");
	for (const Function *const *f = functions; *f; f++)
		wrapped((*f)->name, 17, (*f)->what);
}

static void listcalls(void)
{
	puts("functions of formulas");
	for (const Composed *f = composed; f->name; f++) {
		char *head = text("%s%s", f->name, f->parameters);

		wrapped(head, 23, f->formula);
		release(head);
	}
	puts("other names");
	for (const Alias *a = aliases; a->name; a++) printf("  %-14s %s\n", a->name, a->ours);
}

static json_t *jcalls(void)
{
	json_t *all = json_array();

	for (const Composed *f = composed; f->name; f++)
		json_array_append_new(all, json_pack("{s:s, s:s, s:s, s:f, s:f, s:s}", "name",
			f->name, "parameters", f->parameters, "formula", f->formula,
			"lo", f->lo, "hi", f->hi, "hard", f->hard));
	for (const Alias *a = aliases; a->name; a++)
		json_array_append_new(all, json_pack("{s:s, s:s}", "name", a->name, "is", a->ours));
	return all;
}

static void listexperiments(void)
{
	puts("experiments");
	for (const Entry *e = experiments; e->name; e++)
		wrapped(e->name, 17, e->says);
}

static void listnumbers(void)
{
	puts("number types");
	for (const Num *const *T = numbertypes; *T; T++) {
		char *name = text("%-6s %s", (*T)->name, (*T)->what),
		     *says = text("%2d bits, from 2^%ld to 2^%ld%s%s", (*T)->digits, (*T)->emin,
			     (*T)->emax, (*T)->wider ? ", each operation computed in binary64" : "",
			     (*T)->wider ? " and rounded" : "");

		wrapped(name, 20, says);
		release(name), release(says);
	}
	printf("  %-6s %-10s as many bits as mpfr:BITS says\n", mpfr.name, mpfr.what);
}

static json_t *jnumbers(void)
{
	json_t *all = json_array();

	for (const Num *const *T = numbertypes; *T; T++)
		json_array_append_new(all,
			json_pack("{s:s, s:s, s:i, s:I, s:I}", "name", (*T)->name, "what",
				(*T)->what, "bits", (*T)->digits, "emin", (json_int_t)(*T)->emin,
				"emax", (json_int_t)(*T)->emax));
	return all;
}

static void listplugins(void)
{
	puts("engines from outside (--plugin FILE.so)");
	for (const Engine *const *e = engines; *e; e++)
		if (pluginof(*e)) {
			char *says = text("%s: %g ulps at most; %s", (*e)->what, (*e)->promise,
				pluginof(*e)->file);

			wrapped((*e)->name, 23, says);
			release(says);
		}
}

static json_t *jplugins(void)
{
	json_t *all = json_array();

	for (const Engine *const *e = engines; *e; e++)
		if (pluginof(*e))
			json_array_append_new(all,
				json_pack("{s:s, s:s, s:s, s:f}", "name", (*e)->name, "what",
					(*e)->what, "file", pluginof(*e)->file, "bound",
					(*e)->promise));
	return all;
}

static json_t *jengines(void)
{
	json_t *all = json_array();

	for (const Engine *const *e = engines; *e; e++)
		json_array_append_new(all,
			json_pack("{s:s, s:s}", "name", (*e)->name, "what", (*e)->what));
	return all;
}

static json_t *jprims(void)
{
	json_t *all = json_array();

	for (const Prim *const *p = prims; *p; p++) {
		json_t *j = json_pack("{s:s}", "name", (*p)->name);

		for (int k = 0; k < (*p)->nargs; k++)
			json_object_set_new(j,
				k                         ? "db"
					: (*p)->nargs > 1 ? "da"
							  : "dx",
				json_string((*p)->d[k]));
		if ((*p)->nargs)
			json_object_update_new(j, json_pack("{s:f, s:f}", "lo", (*p)->lo, "hi",
				(*p)->hi));
		json_array_append_new(all, j);
	}
	return all;
}

static json_t *jfunctions(void)
{
	json_t *all = json_array();

	for (const Function *const *f = functions; *f; f++)
		json_array_append_new(all,
			json_pack("{s:s, s:s}", "name", (*f)->name, "what", (*f)->what));
	return all;
}

static json_t *jexperiments(void)
{
	json_t *all = json_array();

	for (const Entry *e = experiments; e->name; e++)
		json_array_append_new(all,
			json_pack("{s:s, s:s}", "name", e->name, "what", e->says));
	return all;
}

static const struct { const char *name; void (*text)(void); json_t *(*json)(void); } rooms[] = {
	{ "engines", listengines, jengines },
	{ "primitives", listprimitives, jprims },
	{ "functions", listfunctions, jfunctions },
	{ "calls", listcalls, jcalls },
	{ "numbers", listnumbers, jnumbers },
	{ "experiments", listexperiments, jexperiments },
	{ "plugins", listplugins, jplugins },
};
enum { ROOMS = sizeof rooms / sizeof *rooms };

int cmd_list(int argc, char **argv)
{
	Options o = options(argc, argv);
	json_t *all = o.format == JSON ? json_object() : NULL;

	for (size_t i = 0; i < o.noperands; i++) {
		int k = 0;

		while (k < ROOMS && strcmp(rooms[k].name, o.operand[i])) k++;
		if (k == ROOMS)
			bad("list: \"%s\" is none of engines, primitives, functions, calls, "
			    "numbers, experiments, plugins",
				o.operand[i]);
	}
	for (int k = 0; k < ROOMS; k++) {
		bool asked = !o.noperands;

		for (size_t i = 0; i < o.noperands; i++)
			asked |= !strcmp(rooms[k].name, o.operand[i]);
		if (asked && all) json_object_set_new(all, rooms[k].name, rooms[k].json());
		else if (asked)   rooms[k].text();
	}
	if (all)
		jprint(all);
	freeoptions(&o);
	return 0;
}
