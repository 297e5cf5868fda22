/* report.c -- `wengert report [DIR]`: runs the experiments, draws their plots, and puts both into one HTML file.
 *
 * DIR/X.csv is experiment X, DIR/X.svg and X-dark.svg its plot by plots/X.gp, DIR/report.html all of it,
 * with nothing loaded from elsewhere.
 */
#include "bench/bench.h"
#include "bench/commands.h"
#include "checks/check.h"
#include "checks/out.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- files and children ------------------------------------------------------------ */

/* the folder of plots/: here, or where make install has put it beside the program */
static const char *home(void)
{
	static char dir[4096];
	ssize_t n;
	char *end;

	if (*dir || !access("plots/style.gp", R_OK))
		return *dir ? dir : ".";
	n = readlink("/proc/self/exe", dir, sizeof dir - 64);
	dir[n > 0 ? n : 0] = 0;
	for (int up = 0; up < 2 && (end = strrchr(dir, '/')); up++) *end = 0;
	strcat(dir, "/share/wengert");
	return dir;
}

/* gnuplot, without a shell, which finds plots/style.gp from home; false: it failed or is not there */
static bool plotted(const char *script, const char *data, const char *out, const char *theme)
{
	int status;
	pid_t child = fork();

	if (!child) {
		setenv("GNUPLOT_LIB", home(), 1);
		execlp("gnuplot", "gnuplot", "-c", script, data, out, theme, (char *)NULL);
		_exit(127);
	}
	return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && !WEXITSTATUS(status);
}

static char *contents(const char *file)
{
	FILE *f = fopen(file, "r");
	char *s = NULL;
	size_t n = 0, room = 0;
	int c;

	if (!f)
		bad("%s cannot be read: %s", file, strerror(errno));
	while ((c = getc(f)) != EOF) {
		s = grow(s, &room, n + 2, 1);
		s[n++] = (char)c;
	}
	fclose(f);
	return s ? s : copytext("", 0);
}

/* ---- HTML -------------------------------------------------------------------------------- */

static const char *const style =
	":root{color-scheme:light dark;--bg:#fff;--ink:#1b1b1d;--ink2:#5b6068;--rule:#e9eaec;--bad:#a52115}"
	"@media(prefers-color-scheme:dark){:root{--bg:#0f1318;--ink:#e9e7e3;--ink2:#a3a9b1;--rule:#262c34;--bad:#ef6251}}"
	"body{background:var(--bg);color:var(--ink);font:15px/1.5 Inter,system-ui,sans-serif;max-width:1240px;margin:2rem auto;padding:0 1rem}"
	"h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2.5rem}p,dl,figcaption{color:var(--ink2)}"
	"table{border-collapse:collapse;font-variant-numeric:tabular-nums}.wide{overflow-x:auto}"
	"th,td{padding:.2rem .8rem .2rem 0;text-align:right;border-bottom:1px solid var(--rule);white-space:nowrap}"
	"th{cursor:pointer;color:var(--ink2);font-weight:500}th:first-child,td:first-child,.l{text-align:left}"
	"figure{margin:1rem 0}figure svg{width:100%;height:auto}.dark{display:none}"
	"@media(prefers-color-scheme:dark){.dark{display:block}.light{display:none}}"
	"dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;font-size:.9rem}dd{margin:0}"
	"code{font-family:ui-monospace,monospace}.bad{color:var(--bad)}";

/* a click on a head sorts by that column */
static const char *const script =
	"document.querySelectorAll('th').forEach(h=>h.addEventListener('click',()=>{const t=h.closest('table'),k=[...h.parentNode.children].indexOf(h),"
	"b=t.tBodies[0],up=h.dataset.up=h.dataset.up==='1'?'0':'1',v=r=>{const s=r.children[k].textContent,n=parseFloat(s);return isNaN(n)?s:n};"
	"[...b.rows].sort((p,q)=>{const x=v(p),y=v(q);return(x>y?1:x<y?-1:0)*(up==='1'?1:-1)}).forEach(r=>b.append(r))}))";

static void escaped(FILE *f, const char *s, size_t n)
{
	for (; n--; s++)
		switch (*s) {
		case '<': fputs("&lt;", f); break;
		case '>': fputs("&gt;", f); break;
		case '&': fputs("&amp;", f); break;
		default:  fputc(*s, f);
		}
}

/* the picture itself, so that the file stands alone; its ids are made its own */
static void inlined(FILE *f, const char *svg, const char *theme)
{
	char *s = contents(svg), *p = strstr(s, "<svg");

	fprintf(f, "<div class=\"%s\">", theme);
	for (p = p ? p : s; *p; p++) {
		bool id = !strncmp(p, "id=\"", 4) || !strncmp(p, "id='", 4), ref = !strncmp(p, "url(#", 5), href = !strncmp(p, "href='#", 7) || !strncmp(p, "href=\"#", 7);
		size_t n = id ? 4 : ref ? 5 : href ? 7 : 1;

		fwrite(p, 1, n, f);
		if (n > 1) fprintf(f, "%s-", theme);
		p += n - 1;
	}
	fputs("</div>\n", f);
	release(s);
}

static void cell(FILE *f, const char *tag, const char *s, size_t n)
{
	bool number = n && (isdigit((unsigned char)*s) || *s == '-');

	fprintf(f, number || tag[1] == 'h' ? "<%s>" : "<%s class=l>", tag);
	escaped(f, s, n);
	fprintf(f, "</%s>", tag);
}

/* columns of a line before that of raw samples, which are for programs */
static size_t before(const char *line)
{
	size_t n = 0;

	for (const char *q = line; *q && *q != '\n' && strncmp(q, "samples,", 8); n++) {
		q += strcspn(q, ",\n");
		if (*q == ',') q++;
	}
	return n;
}

/* CSV to a table, provenance lines to a list under it */
static void tabled(FILE *f, const char *csv)
{
	char *all = contents(csv);
	bool head = true;
	size_t most = 0;

	fputs("<div class=wide><table>", f);
	for (char *p = all, *end; *p; p = *end ? end + 1 : end) {
		end = p + strcspn(p, "\n");
		if (*p == '#')
			continue;
		if (head) most = before(p);
		fputs(head ? "<thead><tr>" : "<tr>", f);
		for (size_t k = 0; k < most && p <= end; k++) {
			size_t n = strcspn(p, ",\n");

			cell(f, head ? "th" : "td", p, n);
			p += n + 1;
		}
		fputs(head ? "</tr></thead><tbody>\n" : "</tr>\n", f);
		head = false;
	}
	fputs("</tbody></table></div>\n<dl>", f);
	for (char *p = all, *end; *p; p = *end ? end + 1 : end) {
		end = p + strcspn(p, "\n");
		if (strncmp(p, "# ", 2))
			continue;
		fputs("<dt>", f);
		escaped(f, p + 2, strcspn(p + 2, " \n"));
		fputs("</dt><dd>", f);
		p += 2 + strcspn(p + 2, " \n");
		escaped(f, p, (size_t)(end - p));
		fputs("</dd>", f);
	}
	fputs("</dl>\n", f);
	release(all);
}

/* ---- the command ---------------------------------------------------------------------------- */

/* CSV by `wengert check --format csv`, which is where the figures come from */
static bool checktable(const char *file, const Options *o)
{
	char *unfinished, self[4096];
	FILE *f = begin(file, &unfinished);
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	pid_t child;
	int status = 0;

	provenance(f, "wengert check --format csv", o->rng);
	fflush(f);
	self[n > 0 ? n : 0] = 0;
	child = fork();
	if (!child) {
		dup2(fileno(f), 1);
		execl(self, "wengert", "check", "--format", "csv", (char *)NULL);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) > 1)
		bad("wengert check did not come to its end");
	finish(f, file, unfinished);
	return !WEXITSTATUS(status);
}

static void section(FILE *f, const char *dir, const Entry *e)
{
	char *csv = text("%s/%s.csv", dir, e->name), *light = text("%s/%s.svg", dir, e->name),
	     *night = text("%s/%s-dark.svg", dir, e->name), *gp = text("%s/plots/%s.gp", home(), e->name);

	fprintf(f, "<h2 id=%s><a href=#%s>#</a> %s</h2>\n", e->name, e->name, e->says);
	if (access(gp, R_OK))
		fprintf(f, "<p>Repeat: <code>%s</code></p>\n", e->command);
	else if (plotted(gp, csv, light, "light") && plotted(gp, csv, night, "dark")) {
		fputs("<figure>", f);
		inlined(f, light, "light");
		inlined(f, night, "dark");
		fprintf(f, "<figcaption>Repeat: <code>%s</code></figcaption></figure>\n", e->command);
	} else
		fputs("<p class=bad>gnuplot could not draw this figure.</p>\n", f);
	fprintf(f, "<details%s><summary>The figures behind it</summary>\n", access(gp, R_OK) ? " open" : "");
	tabled(f, csv);
	fputs("</details>\n", f);
	release(csv);
	release(light);
	release(night);
	release(gp);
}

/* every experiment, those that take their time at their quick size */
static void measureall(const Options *o, const char *dir)
{
	const Extent plan = { .quick = true, .out = dir };
	const Entry *all[64];
	size_t n = 0;
	Bench *b;

	while (experiments[n].name) all[n] = &experiments[n], n++;
	b = newbench(o, &plan, n, all);
	for (size_t k = 0; k < n; k++) perform(b, all[k]);
	freebench(b);
}

static const About about = { "report", "[DIR]", "Runs checks and experiments, draws their plots, writes DIR/report.html (DIR: build/results)." };

int cmd_report(int argc, char **argv)
{
	Options o = options(argc, argv, &about);
	const char *dir = o.noperands ? o.operand[0] : "build/results";
	char *html = text("%s/report.html", dir), *check = text("%s/check.csv", dir), *look = text("%s/plots/style.gp", home()), *unfinished;
	bool all;
	FILE *f;

	if (o.noperands > 1)
		bad("report takes one folder, not %zu", o.noperands);
	if (access(look, R_OK))
		bad("plots/style.gp is neither here nor in %s: run wengert report where its source is, or make install", home());
	o.noperands = 0;
	folder(dir);
	all = checktable(check, &o);
	measureall(&o, dir);
	f = begin(html, &unfinished);
	fprintf(f, "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">"
	        "<title>Wengert report</title><style>%s</style>\n<h1>Wengert: is this derivative right, how right, what did it cost?</h1>\n", style);
	fprintf(f, "<h2 id=check><a href=#check>#</a> Engines against their bounds: <span%s>%s</span></h2>\n"
	        "<p>Errors in ulps of the largest derivative of each result, over every function under test, against a reference in MPFR that uses "
	        "no derivative rule. A difference formula is within its bound when truncation and round-off explain it. "
	        "Repeat: <code>wengert check</code></p>\n", all ? "" : " class=bad", all ? "all within" : "not all within");
	tabled(f, check);
	for (const Entry *e = experiments; e->name; e++) section(f, dir, e);
	fprintf(f, "<script>%s</script>\n</html>\n", script);
	finish(f, html, unfinished);
	printf("%s\n", html);
	release(html);
	release(check);
	release(look);
	freeoptions(&o);
	return all ? 0 : 1;
}
