/* textstream.c -- a stream whose text is in memory, and never cut short: open_memstream gives NULL,
 * or loses what it finds no room for. */
#include "engines/wengert.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
	char **text;
	size_t *n;                         /* of whoever asked, maybe for two streams */
	size_t used, room;
} Held;

static ssize_t more(void *cookie, const char *s, size_t n)
{
	Held *h = cookie;

	if (h->used + n + 1 > h->room) {
		char *grown = realloc(*h->text, h->room = 2 * (h->used + n + 1));

		if (!grown) bad("out of memory: %zu bytes of text", h->room);
		*h->text = grown;
	}
	memcpy(*h->text + h->used, s, n);
	(*h->text)[*h->n = h->used += n] = 0;
	return (ssize_t)n;
}

static int ended(void *cookie)
{
	release(cookie);
	return 0;
}

FILE *textstream(char **text, size_t *n)
{
	Held *h = alloc(1, sizeof *h);
	FILE *f = fopencookie(h, "w", (cookie_io_functions_t){ .write = more, .close = ended });

	*h = (Held){ text, n, 0, 0 };
	*text = NULL, *n = 0;
	more(h, "", 0);                    /* nothing written is a text too */
	if (!f) bad("out of memory: no stream for a text");
	return f;
}
