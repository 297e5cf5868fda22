/* said.c -- what a compiler and a linker say: the line with the error, names that are not found. */
#include "checks/vjp/said.h"
#include "engines/wengert.h"
#include <ctype.h>
#include <string.h>

char *firstline(const char *said)
{
	const char *e = strstr(said, "error:");

	e = e ? e : said;
	while (e > said && e[-1] != '\n') e--;
	return text("%.*s", (int)strcspn(e, "\n"), e);
}

/* elsewhere of _Z9elsewherei */
char *plainname(const char *s)
{
	int n = 0, digits = 0;

	if (sscanf(s, "_Z%d%n", &n, &digits) == 1 && n > 0 && strlen(s + digits) >= (size_t)n)
		return copytext(s + digits, (size_t)n);
	return copytext(s, strlen(s));
}

/* the next name that the linker has not found, from *at on; NULL: no more.  Yours */
char *unfound(const char **at)
{
	static const char *const says[] = { "undefined reference to `", "undefined symbol: " };

	for (int k = 0; k < 2; k++) {
		const char *from = strstr(*at, says[k]);
		size_t n = 0;

		if (!from) continue;
		from += strlen(says[k]);
		while (isalnum((unsigned char)from[n]) || from[n] == '_') n++;
		*at = from + n;
		return copytext(from, n);
	}
	return NULL;
}
