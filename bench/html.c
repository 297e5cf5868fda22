/* html.c -- pieces of the report. */
#include "bench/bench.h"
#include "bench/drawing.h"
#include "bench/html.h"
#include "bench/table.h"
#include "engines/wengert.h"
#include <stdlib.h>
#include <string.h>

static const char *const style =
	":root{color-scheme:light "
	"dark;--bg:#fff;--ink:#1b1b1d;--ink2:#5b6068;--rule:#e9eaec;--bad:#a52115;--link:#1f5fa8}"
	"@media(prefers-color-scheme:dark){:root{--bg:#0f1318;--ink:#e9e7e3;--ink2:#a3a9b1;--rule:#"
	"262c34;--bad:#ef6251;--link:#7fb3ea}}"
	"*{box-sizing:border-box}html{scroll-padding-top:1rem}"
	"body{background:var(--bg);color:var(--ink);font:15px/1.5 "
	"Inter,system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:1240px}"
	"h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.1rem;margin:3rem 0 .5rem}h2 "
	"a{color:var(--ink2);text-decoration:none;margin-right:.3rem}"
	"a{color:var(--link)}p,dl,figcaption,summary{color:var(--ink2)}p{max-width:48rem}summary{"
	"cursor:pointer}"
	"nav b{display:block;margin-top:.8rem;font-weight:500;color:var(--ink2)}nav "
	"a{display:inline-block;margin-right:.8rem;text-decoration:none}"
	"tbody td:first-child,thead th:first-child{position:sticky;left:0;background:var(--bg)}"
	"table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.9rem}"
	".wide{overflow:auto;max-height:70vh}thead th{position:sticky;top:0;background:var(--bg)}"
	"th,td{padding:.2rem .8rem .2rem 0;text-align:right;border-bottom:1px solid "
	"var(--rule);white-space:nowrap}"
	"td.long{white-space:normal;min-width:16rem;max-width:16rem}"
	"th{cursor:pointer;color:var(--ink2);font-weight:500}th:first-child,td:first-child,.l{text-"
	"align:left}"
	"figure{margin:1rem 0;overflow-x:auto}figure "
	"svg{width:100%;max-width:830px;min-width:640px;height:auto;font-family:Inter,Helvetica,"
	"sans-serif}.dark{display:none}"
	"@media(prefers-color-scheme:dark){.dark{display:block}.light{display:none}}"
	"dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem "
	"1rem;font-size:.9rem}dd{margin:0;overflow-wrap:anywhere}"
	"code{font-family:ui-monospace,monospace}.bad{color:var(--bad)}"
	"@media(min-width:1100px){body{display:grid;grid-template-columns:12rem "
	"minmax(0,1fr);gap:2.5rem;max-width:1440px;padding:1.5rem 2rem}"
	"nav{position:sticky;top:1.5rem;max-height:calc(100vh - "
	"3rem);overflow:auto;font-size:.9rem}nav a{display:block;margin:0;padding:.1rem 0}}"
	"@media print{nav{display:none}}";

/* a click on a head sorts by that column */
static const char *const script =
	"document.querySelectorAll('th').forEach(h=>h.addEventListener('click',()=>{const "
	"t=h.closest('table'),k=[...h.parentNode.children].indexOf(h),"
	"b=t.tBodies[0],up=h.dataset.up=h.dataset.up==='1'?'0':'1',v=r=>{const "
	"s=r.children[k].textContent,n=parseFloat(s);return isNaN(n)?s:n};"
	"[...b.rows].sort((p,q)=>{const "
	"x=v(p),y=v(q);return(x>y?1:x<y?-1:0)*(up==='1'?1:-1)}).forEach(r=>b.append(r))}))";

void opened(FILE *f, const char *title)
{
	fprintf(f,
		"<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport "
		"content=\"width=device-width,initial-scale=1\">"
		"<title>%s</title><style>%s</style>\n<body>\n",
		title, style);
}

void closed(FILE *f) { fprintf(f, "<script>%s</script>\n</body></html>\n", script); }

void escaped(FILE *f, const char *s, size_t n)
{
	for (; n--; s++)
		switch (*s) {
		case '<': fputs("&lt;", f); break;
		case '>': fputs("&gt;", f); break;
		case '&': fputs("&amp;", f); break;
		default:  fputc(*s, f);
		}
}

void heading(FILE *f, const char *id, const char *says)
{
	fprintf(f, "<h2 id=%s><a href=#%s aria-label=\"link to this section\">#</a>", id, id);
	escaped(f, says, strlen(says));
	fputs("</h2>\n", f);
}

void picture(FILE *f, const char *light, const char *dark, const char *name)
{
	char *l = contents(light), *d = contents(dark), *both = drawing(l, d, name);

	fputs(both, f);
	release(both);
	release(d);
	release(l);
}

/* ---- tables ------------------------------------------------------------------------------- */

enum {
	LONG = 30,                         /* characters that are wrapped */
	SHOWN = 60,                        /* rows of a table; the file has them all */
	/* of the page, in pixels of CSS */
	WIDTH = 930, LETTER = 8, BESIDE = 13, WRAPPED = 260,
};

/* what is asked of a row first, after its name */
static const char *const asked[] = { "status", "verdict", "why", "ratio", "seconds", "error",
	"peak" };

static bool isnumber(const char *s)
{
	char *end;

	strtod(s, &end);
	return end != s && !*end;
}

/* as many columns as there are before the raw samples, which are for programs */
static size_t readable(const Table *t)
{
	int raw = column(t, "samples");

	return raw < 0 ? t->columns : (size_t)raw;
}

static bool constant(const Table *t, size_t c)
{
	for (size_t r = 1; r < t->n; r++)
		if (strcmp(cell(t, r, (int)c), cell(t, 0, (int)c)))
			return false;
	return t->n > 1;
}

static size_t pixels(const Table *t, size_t c)
{
	size_t most = strlen(t->name[c]);

	for (size_t r = 0; r < t->n && r < SHOWN; r++) {
		size_t n = strlen(cell(t, r, (int)c));

		if (n > most) most = n;
	}
	return most > LONG ? WRAPPED : most * LETTER + BESIDE;
}

static bool isasked(const char *name)
{
	for (size_t k = 0; k < sizeof asked / sizeof *asked; k++)
		if (!strcmp(name, asked[k]))
			return true;
	return false;
}

/* columns of a table: those that name a row, what is asked, then others while there is room */
typedef struct {
	size_t n, left, *at;               /* at[n ... n + left - 1]: no room */
} Shown;

static Shown shown(const Table *t)
{
	size_t many = readable(t), wide = 0;
	Shown s = { .at = alloc(many + 1, sizeof *s.at) };

	for (int turn = 0; turn < 3; turn++)
		for (size_t c = 0; c < many; c++) {
			int of = c < t->keys ? 0 : isasked(t->name[c]) ? 1 : 2;

			if (of != turn || (of && constant(t, c)))
				continue;
			if (!of || (!s.left && wide + pixels(t, c) <= WIDTH))
				wide += pixels(t, c), s.at[s.n++] = c;
			else
				s.at[s.n + s.left++] = c;
		}
	return s;
}

static void tablecell(FILE *f, const char *tag, const char *says, bool left)
{
	fprintf(f, "<%s%s>", tag,
		!left                       ? ""
			: strlen(says) > LONG ? " class=\"l long\""
					      : " class=l");
	escaped(f, says, strlen(says));
	fprintf(f, "</%s>", tag);
}

static void tablerows(FILE *f, const Table *t, Shown s)
{
	fputs("<div class=wide><table><thead><tr>", f);
	for (size_t k = 0; k < s.n; k++)
		tablecell(f, "th", t->name[s.at[k]], t->n && !isnumber(cell(t, 0, (int)s.at[k])));
	fputs("</tr></thead><tbody>\n", f);
	for (size_t r = 0; r < t->n && r < SHOWN; r++) {
		fputs("<tr>", f);
		for (size_t k = 0; k < s.n; k++) {
			const char *says = cell(t, r, (int)s.at[k]);

			tablecell(f, "td", says, !isnumber(says));
		}
		fputs("</tr>\n", f);
	}
	fputs("</tbody></table></div>\n", f);
}

/* columns that are the same in every row, and those without room */
static void beside(FILE *f, const Table *t, Shown s)
{
	const char *between = "<p>The same in every row: ";

	for (size_t c = t->keys; c < readable(t); c++)
		if (constant(t, c) && *cell(t, 0, (int)c)) {
			fputs(between, f), between = ", ";
			escaped(f, t->name[c], strlen(t->name[c])), fputc(' ', f);
			escaped(f, cell(t, 0, (int)c), strlen(cell(t, 0, (int)c)));
		}
	if (*between == ',') fputs(".</p>\n", f);
	between = "<p>Not shown for want of room: ";
	for (size_t k = s.n; k < s.n + s.left; k++) {
		fputs(between, f), between = ", ";
		escaped(f, t->name[s.at[k]], strlen(t->name[s.at[k]]));
	}
	if (s.left) fputs(".</p>\n", f);
}

void tabled(FILE *f, const char *csv)
{
	char why[WHY];
	Table *t = newtable(csv, why);
	const char *name = strrchr(csv, '/');
	Shown s;

	if (!t)
		bad("%s", why);
	name = name ? name + 1 : csv;
	s = shown(t);
	tablerows(f, t, s);
	beside(f, t, s);
	fprintf(f,
		"<p>%zu of %zu rows, %zu of %zu columns; all are in <a href=%s>%s</a>, beside this "
		"file.</p>\n",
		t->n < SHOWN ? t->n : SHOWN, t->n, s.n, t->columns, name, name);
	release(s.at);
	freetable(t);
}

void origin(FILE *f, const char *csv, const char *common)
{
	char *all = contents(csv), *other = common ? contents(common) : copytext("", 0);

	fputs("<dl>", f);
	for (const char *p = all, *end; *p; p = *end ? end + 1 : end) {
		char *line;
		const char *value;

		end = p + strcspn(p, "\n");
		if (strncmp(p, "# ", 2))
			continue;
		line = text("%.*s\n", (int)(end - p), p);
		value = p + 2 + strcspn(p + 2, " \n");
		if (!strstr(other, line)) {
			fputs("<dt>", f);
			escaped(f, p + 2, (size_t)(value - p - 2));
			fputs("</dt><dd>", f);
			escaped(f, value, (size_t)(end - value));
			fputs("</dd>", f);
		}
		release(line);
	}
	fputs("</dl>\n", f);
	release(all);
	release(other);
}
