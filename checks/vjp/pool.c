/* pool.c -- names, types and clauses of a source point at each other: they live as long as it does.
 */
#include "checks/vjp/pool.h"
#include "engines/wengert.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct Pool {
	void **at;
	size_t n, room;
};

static Pool *current;

void usepool(Pool *p, Pool **before)
{
	*before = current;
	current = p;
}

Pool *newpool(Pool **before)
{
	usepool(alloc(1, sizeof *current), before);
	return current;
}

void frompool(Pool *before) { current = before; }

void freepool(Pool *p)
{
	for (size_t k = 0; p && k < p->n; k++) release(p->at[k]);
	if (p) release(p->at);
	release(p);
}

void *keep(void *s)
{
	if (!current) die("nothing is being read");
	current->at = grow(current->at, &current->room, current->n + 1, sizeof *current->at);
	return current->at[current->n++] = s;
}

void *keptroom(size_t n, size_t size) { return keep(alloc(n, size)); }
char *keptcopy(const char *s, size_t n) { return keep(copytext(s, n)); }

char *pooled(const char *fmt, ...)
{
	va_list ap;
	char *t;

	va_start(ap, fmt);
	t = keep(vtext(fmt, ap));
	va_end(ap);
	return t;
}

void *keptgrow(void *array, size_t *room, size_t need, size_t size)
{
	void *more;

	if (need <= *room) return array;
	more = keptroom(2 * need + 4, size);
	if (array) memcpy(more, array, *room * size);
	*room = 2 * need + 4;
	return more;
}
