/* html.c -- pieces of the report. */
#include "bench/bench.h"
#include "bench/drawing.h"
#include "bench/html.h"
#include "engines/wengert.h"
#include <ctype.h>
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
	"table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.9rem}"
	".wide{overflow:auto;max-height:70vh}thead th{position:sticky;top:0;background:var(--bg)}"
	"th,td{padding:.2rem .8rem .2rem 0;text-align:right;border-bottom:1px solid "
	"var(--rule);white-space:nowrap}"
	"td.long{white-space:normal;min-width:16rem;max-width:30rem}"
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

/* the field at p into s, without its quotes; where the next one begins, or the end of the line */
static const char *field(const char *p, char **s)
{
	bool quoted = *p == '"';
	char *to = *s = alloc(strcspn(p, "\n") + 1, 1);

	for (p += quoted; *p && *p != '\n'; p++)
		if (quoted && *p == '"') {
			if (p[1] != '"') { p++; break; }
			*to++ = *p++;
		} else if (!quoted && *p == ',')
			break;
		else
			*to++ = *p;
	*to = 0;
	return p;
}

enum { LONG = 40 };                        /* characters that are wrapped */

static bool isnumber(const char *s) { return isdigit((unsigned char)*s) || (*s == '-' && s[1]); }

/* like: a row under the heading, whose words stand at the left; NULL: this is no heading */
static void tablerow(FILE *f, const char *p, const char *like, size_t most)
{
	fputs(like ? "<thead><tr>" : "<tr>", f);
	for (size_t k = 0; k < most; k++) {
		char *s, *below = NULL;
		bool left;

		p = field(p, &s);
		if (like) like = field(like, &below);
		left = !isnumber(like ? below : s);
		fprintf(f, "<%s%s>", like ? "th" : "td",
			!left                               ? ""
				: !like && strlen(s) > LONG ? " class=\"l long\""
							    : " class=l");
		escaped(f, s, strlen(s));
		fprintf(f, "</%s>", like ? "th" : "td");
		release(s);
		release(below);
		if (*p == ',') p++;
		if (like && *like == ',') like++;
	}
	fputs(like ? "</tr></thead><tbody>\n" : "</tr>\n", f);
}

/* columns of the heading before that of raw samples, which are for programs */
static size_t before(const char *line)
{
	size_t n = 0;

	for (const char *q = line; *q && *q != '\n' && strncmp(q, "samples,", 8); n++) {
		q += strcspn(q, ",\n");
		if (*q == ',') q++;
	}
	return n;
}

enum { SHOWN = 60 };                       /* rows of a table; the file has them all */

void tabled(FILE *f, const char *csv)
{
	char *all = contents(csv);
	const char *name = strrchr(csv, '/');
	size_t most = 0, rows = 0;

	name = name ? name + 1 : csv;
	fputs("<div class=wide><table>", f);
	for (const char *p = all, *end; *p; p = *end ? end + 1 : end) {
		end = p + strcspn(p, "\n");
		if (*p == '#' || (most && rows++ >= SHOWN))
			continue;
		tablerow(f, p, most ? NULL : *end ? end + 1 : end, most ? most : before(p));
		if (!most) most = before(p);
	}
	fputs("</tbody></table></div>\n", f);
	if (rows > SHOWN)
		fprintf(f, "<p>%d of %zu rows; all are in <a href=%s>%s</a>, beside this "
			"file.</p>\n",
			SHOWN, rows, name, name);
	release(all);
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
