/* shadow.c -- functions of a file whose names are the library's too.
 *
 * A file may define `double gamma(double)`: it is that function which is judged.  Three things
 * would call the library's in its place: the linker, which finds the program's libm first
 * (-Bsymbolic, compile.c); the compiler, which knows what `sqrt` is (-fno-builtin-NAME); and the
 * retyped text, where `y0` is binary128's y0 and `gamma` contradicts math.h.  There the file's own
 * is given another name.
 */
#include "checks/vjp/shadow.h"
#include "checks/vjp/entries.h"
#include "checks/vjp/pool.h"
#include "checks/vjp/prototypes.h"
#include "checks/vjp/retype.h"
#include <string.h>

/* a word before a parenthesis in what system headers declare */
static bool declared(const Token *t, size_t n, const char *name)
{
	for (size_t k = 0; k < n; k++) {
		size_t next = k + 1;

		if (t[k].kind != WORD || !is(&t[k], name)) continue;
		while (next < n && t[next].kind == BLANK) next++;
		if (next < n && mark(&t[next], '(')) return true;
	}
	return false;
}

Shadows shadowsof(const Source *s)
{
	Pool *before, *pool = newpool(&before);
	File f = prototypes(s->own);
	Shadows all = { 0 };
	size_t n;
	Token *t = tokens(s->foreign, &n);

	for (size_t k = 0; k < f.n; k++) {
		const char *name = f.p[k].name;

		if (!f.p[k].body || !name || named(&f, name) != &f.p[k]) continue;
		all.of = grow(all.of, &all.room, all.n + 1, sizeof *all.of);
		all.of[all.n++] = (Shadow){ text("%s", name),
			libraryfunction(name, strlen(name)) || declared(t, n, name) };
	}
	release(t);
	frompool(before);
	freepool(pool);
	return all;
}

bool shadowed(const Shadows *s, const char *name, size_t n)
{
	for (size_t k = 0; k < s->n; k++)
		if (s->of[k].known && strlen(s->of[k].name) == n &&
			!strncmp(s->of[k].name, name, n))
			return true;
	return false;
}

char *renames(const Shadows *s)
{
	char *all = text("%s", "");

	for (size_t k = 0; k < s->n; k++)
		if (s->of[k].known)
			all = appended(all, text("#define %s wengert_own_%s\n", s->of[k].name,
						    s->of[k].name));
	return all;
}

void freeshadows(Shadows *s)
{
	for (size_t k = 0; k < s->n; k++) release(s->of[k].name);
	release(s->of);
}
