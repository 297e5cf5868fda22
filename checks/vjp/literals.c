/* literals.c -- the numbers that stand in a source. */
#include "checks/vjp/literals.h"
#include "checks/vjp/tokens.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *sourceof(const char *file)
{
	FILE *f = fopen(file, "rb");
	size_t n = 0, room = 0, got;
	char *s = NULL;

	if (!f) return NULL;
	do {
		s = grow(s, &room, n + 4097, 1);
		got = fread(s + n, 1, 4096, f);
		n += got;
	} while (got);
	s[n] = 0;
	fclose(f);
	return s;
}

double *literals(const char *file, size_t *n)
{
	char *s = sourceof(file);
	size_t many = 0, room = 0;
	Token *t = s ? tokens(s, &many) : NULL;
	double *v = NULL;

	*n = 0;
	for (size_t k = 0; k < many; k++) {
		double x = t[k].kind == NUMERAL ? strtod(t[k].s, NULL) : 0;
		bool known = x == 0;

		for (size_t i = 0; i < *n && !known; i++) known = v[i] == x;
		if (known) continue;
		v = grow(v, &room, *n + 1, sizeof *v);
		v[(*n)++] = x;
	}
	release(t), release(s);
	return v;
}

Quad *decimals(const char *file, size_t *n)
{
	char *s = sourceof(file), word[64];
	size_t many = 0, room = 0;
	Token *t = s ? tokens(s, &many) : NULL;
	Quad *v = NULL;

	*n = 0;
	for (size_t k = 0; k < many; k++) {
		size_t digits = strspn(t[k].s, "0123456789.eE+-");

		/* of hexadecimal every digit is exact */
		if (t[k].kind != NUMERAL || digits > t[k].n || digits >= sizeof word ||
			digits + 1 < t[k].n)
			continue;
		snprintf(word, sizeof word, "%.*s", (int)digits, t[k].s);
		v = grow(v, &room, *n + 1, sizeof *v);
		v[(*n)++] = quadof(word);
	}
	release(t), release(s);
	return v;
}
