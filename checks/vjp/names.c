/* names.c -- X_forward and X_backward, X and X_vjp; dX, X_bar, grad_X. */
#include "checks/vjp/names.h"
#include "checks/vjp/pool.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

const char *const conventions = "X_forward with X_backward, forward_X with backward_X, X_fwd with "
				"X_bwd, X with X_vjp, X_grad "
				"or X_gradient, XForward with XBackward";

/* the word of a backward's name, and what stands in its place in the forward's; "": nothing.
 * An earlier line is taken before a later one */
static const struct {
	const char *back, *fore;
	bool derivative;
} forms[] = {
	{ "backward", "forward", false },
	{ "bwd", "fwd", false },
	{ "bprop", "fprop", false },
	{ "Backward", "Forward", false },
	{ "Bwd", "Fwd", false },
	{ "vjp", "", false },
	{ "VJP", "", false },
	{ "pullback", "", false },
	{ "backward", "", false },
	{ "bwd", "", false },
	{ "bwd", "forward", false },
	{ "backward", "fwd", false },
	{ "Backward", "", false },
	{ "grad", "forward", true },
	{ "grad", "", true },
	{ "grad", "activate", true },
	{ "Grad", "", true },
	{ "gradient", "forward", true },
	{ "gradient", "", true },
	{ "gradient", "activate", true },
	{ "gradient", "activation", true },
	{ "grad", "activation", true },
	{ "Gradient", "", true },
	{ "deriv", "", true },
	{ "derivative", "", true },
	{ "derivative", "activate", true },
	{ "derivative", "activation", true },
	{ "prime", "", true },
};
enum { FORMS = sizeof forms / sizeof *forms };

/* where word stands in name by itself: between underscores, or from a capital to the next */
const char *wordin(const char *name, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = strstr(name, word); at; at = strstr(at + 1, word)) {
		char before = at == name ? '_' : at[-1], after = at[n] ? at[n] : '_';

		if (isupper((unsigned char)*word)) {
			if (!islower((unsigned char)after)) return at;
		} else if (before == '_' && (after == '_' || isdigit((unsigned char)after)))
			return at;
	}
	return NULL;
}

/* name with the n bytes at `at` replaced; where nothing comes in their place an underscore goes
 * too. A forward that begins so is forwardX or, small, its own name */
char *replaced(const char *name, const char *at, size_t n, const char *by)
{
	const char *end = at + n;

	if (!*by && at > name && at[-1] == '_')
		at--;
	else if (!*by && at == name && *end == '_')
		end++;
	return pooled("%.*s%s%s", (int)(at - name), name, by, end);
}

static bool taken(const Pair *p, size_t n, const char *name, const Proto *forward)
{
	for (size_t k = 0; k < n; k++)
		if (!strcmp(p[k].name, name) || p[k].forward == forward) return true;
	return false;
}

const Proto *named(const File *f, const char *name)
{
	const Proto *p = NULL;

	for (size_t k = 0; k < f->n; k++)
		if (!strcmp(f->p[k].name, name) && (!p || f->p[k].body)) p = &f->p[k];
	return p;
}

Pair *pairsof(const File *f, size_t *n)
{
	Pair *all = NULL;
	size_t room = 0;

	*n = 0;
	for (int form = 0; form < FORMS; form++)
		for (size_t k = 0; k < f->n; k++) {
			const char *name = f->p[k].name, *at = wordin(name, forms[form].back);
			size_t length = strlen(forms[form].back);
			const Proto *forward, *back = named(f, name);
			char *is;

			if (!at || back != &f->p[k] || back->global) continue;
			is = replaced(name, at, length, "");
			forward = named(f, replaced(name, at, length, forms[form].fore));
			if (!*is || !forward || forward->global || forward == back ||
				taken(all, *n, is, forward))
				continue;
			all = keptgrow(all, &room, *n + 1, sizeof *all);
			all[(*n)++] = (Pair){ is, forward, back, forms[form].derivative };
		}
	return all;
}

bool meant(const Pair *p, const char *name)
{
	static const char *const ends[] = { "_cpu", "_cuda", "_gpu", "_kernel", "_ref", "_f32",
		"_float", "_impl", "_naive", "_c", "Cpu", "CPU", "_kernel_cpu", NULL };
	size_t n = strlen(name);

	if (!strcasecmp(p->name, name) || !strcmp(p->forward->name, name)) return true;
	for (int k = 0; !strncasecmp(p->name, name, n) && ends[k]; k++)
		if (!strcmp(p->name + n, ends[k])) return true;
	return false;
}

/* ---- parameters ------------------------------------------------------------------------ */

/* %s the name, %C the name with a capital */
static const char *const derivedforms[] = { "d%s", "%s_bar", "%sbar", "grad_%s", "d_%s", "%s_grad",
	"g_%s", "g%s", "%s_diff", "diff_%s", "%s_delta", "delta_%s", "%s_gradient", "%sgrad",
	"grad%s", "grad%C", "d%C", "g%C", "%s_d", "%s_g", "%s_adj", "adj_%s", "%sb", "%s_b",
	"bar_%s", "%s_ct", "ct_%s", "%sGrad", "%sDiff", "%s_cotangent", "cotangent_%s", "%s_error",
	"%s_updates", "d_%s_out", "%s_dot", "dL_d%s", "dLd%s", "dloss_d%s" };

static bool fits(const char *form, const char *base, const char *name)
{
	const char *at = strchr(form, '%');
	size_t before = (size_t)(at - form), n = strlen(base);
	bool capital = at[1] == 'C';

	if (strncmp(name, form, before)) return false;
	name += before;
	if (capital && (*name != toupper((unsigned char)*base) || *name == *base)) return false;
	if (strncmp(name + capital, base + capital, n - capital)) return false;
	return !strcmp(name + n, at + 2);
}

bool derivedfrom(const char *base, const char *name)
{
	for (size_t f = 0; f < sizeof derivedforms / sizeof *derivedforms; f++)
		if (fits(derivedforms[f], base, name)) return true;
	return false;
}

int derived(const Array *a, int n, const char *name)
{
	for (size_t f = 0; f < sizeof derivedforms / sizeof *derivedforms; f++)
		for (int k = 0; k < n; k++)
			if (a[k].name && fits(derivedforms[f], a[k].name, name)) return k;
	return -1;
}

int derivedform(const Array *a, int n, const char *name)
{
	int f = 0;

	for (; f < (int)(sizeof derivedforms / sizeof *derivedforms); f++)
		for (int k = 0; k < n; k++)
			if (a[k].name && fits(derivedforms[f], a[k].name, name)) return f;
	return f;
}

bool scratchname(const char *name)
{
	static const char *const words[] = { "work", "scratch", "tmp", "temp", "buf", "buffer",
		"workspace", "ws", "cache", "mem", "space", NULL };

	for (int k = 0; words[k]; k++) {
		const char *at = strstr(name, words[k]);

		if (at && (at == name || at[-1] == '_')) return true;
	}
	return false;
}
