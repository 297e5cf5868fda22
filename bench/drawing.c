/* drawing.c -- a figure of gnuplot's inside the report: one drawing that follows the page's theme,
 * in tenths of a pixel.
 *
 * The dark figure differs from the light one in its colours alone, so that a rule of style for each
 * colour makes one of the other.  Where that is not so, both stand in the page.
 */
#include "bench/drawing.h"
#include "engines/wengert.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct { char *s; size_t n, room; } Text;

static void adds(Text *t, const char *s, size_t n)
{
	t->s = grow(t->s, &t->room, t->n + n + 1, 1);
	memcpy(t->s + t->n, s, n);
	t->s[t->n += n] = 0;
}

static void say(Text *t, const char *s) { adds(t, s, strlen(s)); }

/* ---- colours --------------------------------------------------------------------------------- */

/* rgb(1, 2, 3) or #010203 at p as #010203: the characters it takes there; 0: there is none */
static size_t colourat(const char *p, char hex[8])
{
	unsigned r, g, b;
	int n = 0;

	if (*p == '#') {
		while (n < 7 && (!n || isxdigit((unsigned char)p[n])))
			hex[n] = (char)tolower((unsigned char)p[n]), n++;
		hex[7] = 0;
		return n == 7 && strchr("'\"", p[7]) ? 7 : 0;
	}
	if (sscanf(p, "rgb( %u , %u , %u )%n", &r, &g, &b, &n) != 3 || (r | g | b) > 255)
		return 0;
	snprintf(hex, 8, "#%02x%02x%02x", r, g, b);
	return (size_t)n;
}

/* the next one from *p on, which moves behind it */
static bool nextcolour(const char **p, char hex[8])
{
	for (; **p; ++*p)
		if (**p == '#' || **p == 'r') {
			size_t n = colourat(*p, hex);

			*p += n;
			if (n) return true;
		}
	return false;
}

/* written: light, or where that is two colours of the dark figure a neighbour that looks alike */
typedef struct { char light[8], dark[8], written[8]; } Pair;
typedef struct { Pair *pair; size_t n, room; } Pairs;

static const char *among(const Pairs *all, const char *light, const char *dark)
{
	for (size_t k = 0; k < all->n; k++)
		if (!strcmp(all->pair[k].light, light) && !strcmp(all->pair[k].dark, dark))
			return all->pair[k].written;
	return NULL;
}

static bool taken(const Pairs *all, const char *written)
{
	for (size_t k = 0; k < all->n; k++)
		if (!strcmp(all->pair[k].written, written)) return true;
	return false;
}

/* false: they differ in more than colours */
static bool paired(Pairs *all, const char *light, const char *dark)
{
	Pair p;

	while (nextcolour(&light, p.light)) {
		unsigned long c;

		if (!nextcolour(&dark, p.dark)) return false;
		if (among(all, p.light, p.dark)) continue;
		c = strtoul(p.light + 1, NULL, 16);
		snprintf(p.written, 8, "#%06lx", c);
		for (unsigned long k = 1; taken(all, p.written); k++)
			snprintf(p.written, 8, "#%06lx", c ^ k);
		all->pair = grow(all->pair, &all->room, all->n + 1, sizeof *all->pair);
		all->pair[all->n++] = p;
	}
	return !nextcolour(&dark, p.dark);
}

static void restyled(Text *t, const Pairs *all, const char *name)
{
	static const char *const what[] = { "fill", "stroke", "color" };

	say(t, "<style>@media(prefers-color-scheme:dark){");
	for (size_t k = 0; k < all->n; k++)
		for (size_t j = 0; j < 3 && strcmp(all->pair[k].written, all->pair[k].dark); j++) {
			char *rule = text("#%s-figure [%s=\"%s\"]{%s:%s}", name, what[j],
				all->pair[k].written, what[j], all->pair[k].dark);

			say(t, rule);
			release(rule);
		}
	say(t, "}</style>");
}

/* ---- numbers --------------------------------------------------------------------------------- */

static void tenths(Text *t, long n)
{
	char s[32];
	long m = labs(n);

	snprintf(s, sizeof s, m % 10 ? "%s%ld.%ld" : "%s%ld", n < 0 ? "-" : "", m / 10, m % 10);
	say(t, s);
}

/* 12.34 at p: its characters; 0: it has not two decimals, and is not a coordinate */
static size_t coordinate(const char *p)
{
	size_t n = *p == '-', from = n;

	while (isdigit((unsigned char)p[n])) n++;
	if (n == from || p[n] != '.') return 0;
	return isdigit((unsigned char)p[n + 1]) && isdigit((unsigned char)p[n + 2]) &&
		!isdigit((unsigned char)p[n + 3]) ? n + 3 : 0;
}

static long rounded(const char *p) { return lrint(10 * strtod(p, NULL)); }

enum { SAME = 3 };                         /* tenths of a pixel that nobody sees */

/* M and L with coordinates, z; what else is there is copied: where the path's quote is */
static const char *path(Text *t, const char *p)
{
	long x = 0, y = 0, lastx = 0, lasty = 0;
	bool run = false, left = false;

	for (; *p && *p != '\''; ) {
		size_t n = *p == 'M' || *p == 'L' ? coordinate(p + 1) : 0;
		size_t m = n && p[1 + n] == ',' ? coordinate(p + 2 + n) : 0;
		bool line = m && *p == 'L';

		if (left && !line) {           /* the end of a run stands where it is */
			say(t, " "), tenths(t, lastx - x), say(t, ","), tenths(t, lasty - y);
			x = lastx, y = lasty, left = false;
		}
		if (!m) {
			run = false;
			if (!isspace((unsigned char)*p)) adds(t, p, 1);
			p++;
			continue;
		}
		lastx = rounded(p + 1), lasty = rounded(p + 2 + n);
		p += 2 + n + m;
		while (*p == ' ' || *p == '\n') p++;
		left = line && labs(lastx - x) + labs(lasty - y) < SAME;
		if (left) continue;
		say(t, !line ? "M" : run ? " " : "l");
		tenths(t, line ? lastx - x : lastx), say(t, ",");
		tenths(t, line ? lasty - y : lasty);
		x = lastx, y = lasty, run = line;
	}
	if (left) say(t, " "), tenths(t, lastx - x), say(t, ","), tenths(t, lasty - y);
	return p;
}

/* ---- the drawing ----------------------------------------------------------------------------- */

/* what is so anyway, or said once for the page */
static const char *const idle[] = { " stroke-linecap=\"butt\"", " stroke-linejoin=\"miter\"",
	" stroke-width=\"1.00\"", " font-family=\"Inter,Helvetica,sans-serif\"",
	" font-family=\"Inter\"", NULL };
/* names that every figure has, and that must be one's own */
static const char *const marks[] = { "id=\"", "id='", "url(#", "href='#", "href=\"#", NULL };

static size_t begins(const char *p, const char *const *any)
{
	for (; *any; any++)
		if (!strncmp(p, *any, strlen(*any))) return strlen(*any);
	return 0;
}

/* discs of one colour and size that follow each other, as the ends of lines without length */
typedef struct { bool open; char colour[8]; double size; long x, y; } Discs;

static void discsended(Text *t, Discs *d)
{
	char end[120];

	if (!d->open) return;
	snprintf(end, sizeof end, "' stroke-linecap='round' stroke-width='%.3g' stroke='%s'/>",
		2 * d->size, d->colour);
	say(t, end);
	d->open = false;
}

/* colour: as it is written; the characters of the disc at p, 0: there is none */
static size_t disc(Text *t, Discs *d, const char *p, const char *colour)
{
	double x, y, size;
	int n = 0;
	char scanned[32];
	long X, Y;

	if (sscanf(p, "<use xlink:href='#gpPt6' transform='translate(%lf,%lf) scale(%lf)' "
		      "color='%31[^']'/>%n", &x, &y, &size, scanned, &n) != 4 || !n)
		return 0;
	X = lrint(10 * x), Y = lrint(10 * y);
	if (!d->open || size != d->size || strcmp(colour, d->colour)) {
		discsended(t, d);
		*d = (Discs){ .open = true, .size = size };
		memcpy(d->colour, colour, sizeof d->colour);
		say(t, "<path d='M"), tenths(t, X), say(t, ","), tenths(t, Y);
	} else
		say(t, "m"), tenths(t, X - d->x), say(t, ","), tenths(t, Y - d->y);
	say(t, "h0");
	d->x = X, d->y = Y;
	return (size_t)n;
}

typedef struct { size_t start, inside; bool plain; } Group;
typedef struct { Group *g; size_t n, room; bool opens; } Groups;

static const char *opening(Text *t, Groups *all, const char *p)
{
	bool plain = !strncmp(p, "<tspan >", 8);
	size_t n = plain ? 8 : strcspn(p + 1, " >") + 1;

	all->g = grow(all->g, &all->room, all->n + 1, sizeof *all->g);
	all->g[all->n++] = (Group){ t->n, t->n, plain };
	if (!plain) adds(t, p, n);
	all->opens = !plain;
	return p + n;
}

/* of nothing: it goes */
static const char *closing(Text *t, Groups *all, const char *p)
{
	size_t n = strcspn(p, ">") + 1;
	Group g = all->n ? all->g[--all->n] : (Group){ 0, SIZE_MAX, false };

	if (g.inside == t->n) t->s[t->n = g.start] = 0;
	else if (!g.plain) adds(t, p, n);
	return p + n;
}

static const char *const openings[] = { "<g ", "<g>", "<tspan ", "<tspan>", NULL };
static const char *const closings[] = { "</g>", "</tspan>", NULL };

/* what stands in <defs> is in units of its own, and what a reader reads is his */
typedef struct { bool tag, text, defs; } Within;

static void entered(Within *in, const char *p)
{
	if (*p == '>') in->tag = false;
	if (*p != '<') return;
	in->tag = true;
	if (!strncmp(p, "<text", 5) || !strncmp(p, "<title", 6) || !strncmp(p, "<desc", 5))
		in->text = true;
	if (!strncmp(p, "</text", 6) || !strncmp(p, "</title", 7) || !strncmp(p, "</desc", 6))
		in->text = false;
	if (!strncmp(p, "<defs", 5)) in->defs = true;
	if (!strncmp(p, "</defs", 6)) in->defs = false;
}

/* name: before each name of it; dark: the same figure, whose colours are told from it by pairs */
static void redrawn(Text *t, const char *p, const char *name, const Pairs *all, const char *dark)
{
	Groups g = { 0 };
	Discs d = { 0 };
	Within in = { 0 };
	size_t n;
	char hex[8], night[8];

	for (; *p; ) {
		const char *colour = strstr(p, "color='");

		if (!in.defs && !strncmp(p, "<use ", 5) && colour && colourat(colour + 7, hex)) {
			const char *after = dark;

			nextcolour(&after, night);
			if ((n = disc(t, &d, p, among(all, hex, night)))) {
				p += n, dark = after;
				while (isspace((unsigned char)*p)) p++;
				continue;
			}
		}
		discsended(t, &d);
		entered(&in, p);
		if ((n = in.tag ? begins(p, idle) : 0)) {
			p += n;
		} else if ((n = in.tag ? begins(p, marks) : 0)) {
			adds(t, p, n), say(t, name), say(t, "-");
			p += n;
		} else if ((n = colourat(p, hex))) {
			nextcolour(&dark, night);
			say(t, among(all, hex, night));
			p += n;
		} else if (!in.defs && in.tag && !strncmp(p, " d='", 4)) {
			say(t, " d='");
			p = path(t, p + 4);
		} else if (begins(p, openings)) {
			p = opening(t, &g, p);
			in.tag = g.opens;
		} else if (begins(p, closings)) {
			p = closing(t, &g, p);
			in.tag = false;
		} else if (!in.defs && in.tag && (n = coordinate(p)) &&
			strchr("'\"(, ", t->s[t->n - 1])) {
			tenths(t, rounded(p));
			p += n;
		} else if (!in.text && isspace((unsigned char)*p) &&
			strchr("> \n", t->s[t->n - 1])) {
			p++;
		} else {
			adds(t, *p == '\n' ? " " : p, 1);
			if (*p++ != '>' || !g.opens) continue;
			g.opens = false;
			if (p[-2] == '/') g.n--;       /* closed at once */
			else              g.g[g.n - 1].inside = t->n;
		}
	}
	release(g.g);
}

static const char *fromsvg(const char *s)
{
	const char *p = strstr(s, "<svg");

	return p ? p : s;
}

char *drawing(const char *light, const char *dark, const char *name)
{
	Text t = { 0 };
	Pairs all = { 0 };
	char *own;

	light = fromsvg(light), dark = fromsvg(dark);
	if (paired(&all, light, dark)) {
		restyled(&t, &all, name);
		own = text("<div id=\"%s-figure\">", name);
		say(&t, own);
		redrawn(&t, light, name, &all, dark);
		say(&t, "</div>\n");
		release(own);
	} else {
		all.n = 0;
		paired(&all, light, light);
		say(&t, "<div class=\"light\">");
		redrawn(&t, light, name, &all, light);
		own = text("%s-dark", name);
		all.n = 0;
		paired(&all, dark, dark);
		say(&t, "</div>\n<div class=\"dark\">");
		redrawn(&t, dark, own, &all, dark);
		say(&t, "</div>\n");
		release(own);
	}
	release(all.pair);
	return t.s;
}
