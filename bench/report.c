/* report.c -- `wengert report [DIR]`: runs the experiments, draws their plots, and puts both into
 * one HTML file.
 *
 * DIR/X.csv is experiment X, DIR/X.svg and X-dark.svg its plot by plots/X.gp, DIR/report.html all
 * of it, with nothing loaded from elsewhere.
 */
#include "bench/bench.h"
#include "bench/commands.h"
#include "bench/html.h"
#include "checks/suite/check.h"
#include "checks/io/out.h"
#include "checks/io/progress.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- files and children ------------------------------------------------------------ */

const char *home(void)
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

/* gnuplot, without a shell, which finds plots/style.gp from home; false: it failed or is not there
 */
static bool plotted(const char *script, const char *data, const char *out, const char *theme)
{
	int status;
	pid_t child = fork();

	if (!child) {
		setenv("GNUPLOT_LIB", home(), 1);
		execlp("gnuplot", "gnuplot", "-c", script, data, out, theme, (char *)NULL);
		_exit(127);
	}
	return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
		!WEXITSTATUS(status);
}

/* ---- the command ---------------------------------------------------------------------------- */

/* CSV by a command of this program, which is where the figures come from, with --smallest of one
 * operand; whether it ended well */
static bool childtable(const char *file, const char *command, const char *one, const Options *o)
{
	char *unfinished, self[4096], *seed = text("%lu", o->rng), *says = text("wengert"), *more;
	const char *args[9] = { "wengert", command, "--format", "csv" };
	size_t k = 4;
	FILE *f = begin(file, &unfinished);
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	pid_t child;
	int status = 0;

	if (!strcmp(command, "check")) args[k++] = "--seed-rng", args[k++] = seed;
	if (o->smallest) args[k++] = one;
	for (size_t i = 1; i < k; i++) {
		more = text("%s %s", says, args[i]);
		release(says);
		says = more;
	}
	if (o->quiet) args[k++] = "--quiet";       /* its progress; the same bytes */
	provenance(f, says, o->rng);
	fflush(f);
	self[n > 0 ? n : 0] = 0;
	child = fork();
	if (!child) {
		dup2(fileno(f), 1);
		execv(self, (char *const *)args);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) ||
		WEXITSTATUS(status) > 1)
		bad("wengert %s did not come to its end", command);
	finish(f, file, unfinished);
	release(says);
	release(seed);
	return !WEXITSTATUS(status);
}

static void section(FILE *f, const char *dir, const Entry *e, const char *common, const Options *o)
{
	char *csv = text("%s/%s.csv", dir, e->name), *light = text("%s/%s.svg", dir, e->name),
	     *night = text("%s/%s-dark.svg", dir, e->name),
	     *gp = text("%s/plots/%s.gp", home(), e->name);
	bool drawn = !access(gp, R_OK);

	heading(f, e->name, e->says);
	if (e->note) fprintf(f, "<p>%s</p>\n", e->note);
	if (drawn && plotted(gp, csv, light, "light") && plotted(gp, csv, night, "dark")) {
		fputs("<figure>", f);
		picture(f, light, night, e->name);
		fputs("</figure>\n", f);
		if (o->verbose) printf("%s\n%s\n", light, night);
	} else if (drawn)
		fputs("<p class=bad>gnuplot could not draw this figure.</p>\n", f);
	fprintf(f, "<details%s><summary>The figures behind it; again: <code>%s</code></summary>\n",
		drawn ? "" : " open", e->command);
	tabled(f, csv);
	origin(f, csv, common);
	fputs("</details>\n", f);
	release(csv);
	release(light);
	release(night);
	release(gp);
}

static void contentsof(FILE *f)
{
	fputs("<nav><a href=#top><strong>Wengert</strong></a>\n<b>Is it right?</b> <a "
	      "href=#check>check</a> <a href=#claims>claims</a>",
		f);
	for (const Entry *e = experiments; e->name; e++) {
		if (e->part) fprintf(f, "\n<b>%s</b>", e->part);
		fprintf(f, " <a href=#%s>%s</a>", e->name, e->name);
	}
	fputs("\n<b>Where from?</b> <a href=#origin>provenance</a></nav>\n", f);
}

static size_t lines(const char *file, const char *with)
{
	char *s = contents(file);
	size_t n = 0;

	for (const char *p = s; (p = strstr(p, with)); p++) n++;
	release(s);
	return n;
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
	for (size_t k = 0; k < n; k++) {
		perform(b, all[k]);
		if (o->verbose) printf("%s/%s.csv\n", dir, all[k]->name), fflush(stdout);
	}
	freebench(b);
}

/* where the claims are from, by the letter that their ids begin with */
static const char *const articles =
	"<p>T, P, N and S: <a href=\"https://huggingface.co/blog/andmholm/"
	"what-is-automatic-differentiation\">What&rsquo;s Automatic Differentiation?</a>, an "
	"article of Hugging Face&rsquo;s community, 19 March 2024. A1: <a "
	"href=\"https://leimao.github.io/blog/Automatic-Differentiation-Revisited/\">Automatic "
	"Differentiation Revisited</a>. A and D: a summary of a course, of R. Frostig, M. J. "
	"Johnson, C. Leary, <a href=\"https://mlsys.org/Conferences/doc/2018/146.pdf\">Compiling "
	"machine learning programs via high-level tracing</a>, SysML 2018, and of Johnson&rsquo;s "
	"lecture of 2017. G: <a href=\"https://github.com/gradbench/gradbench\">GradBench</a>, the "
	"rule by which it accepts derivatives. H: J. H&uuml;ckelheim and others, <a "
	"href=\"https://arxiv.org/abs/2305.07546\">Understanding automatic differentiation "
	"pitfalls</a>, 2024.</p>\n";

static void page(FILE *f, const char *dir, const char *check, const char *claims, bool within,
	const Options *o)
{
	size_t n = 0, k = 0;

	opened(f, "Wengert report");
	contentsof(f);
	fputs("<main id=top><h1>Is this derivative right, how right, and what did it cost?</h1>\n",
		f);
	fprintf(f,
		"<p>One run of <code>wengert report</code> on this machine: every engine on every "
		"function under test, each error against a proved reference "
		"that knows no derivative rule; then what each engine costs. Engines: <strong%s>%s "
		"their bounds</strong>. "
		"Claims of articles: <strong%s>%zu confirmed, %zu corrected, %zu "
		"failed</strong>.</p>\n",
		within ? "" : " class=bad", within ? "all within" : "not all within",
		lines(claims, ",failed\n") ? " class=bad" : "", lines(claims, ",confirmed\n"),
		lines(claims, ",corrected\n"), lines(claims, ",failed\n"));
	heading(f, "check", "Engines against their bounds");
	fputs("<p>Errors in ulps of the largest derivative of each result. A difference formula is "
	      "within its bound when truncation and round-off explain it. "
	      "Again: <code>wengert check</code></p>\n<details><summary>Each engine in each number "
	      "type</summary>\n",
		f);
	tabled(f, check);
	fputs("</details>\n", f);
	heading(f, "claims", "What popular articles print, measured again");
	fputs(articles, f);
	fputs("<details><summary>Each claim and what was measured; again: <code>wengert "
	      "claims</code></summary>\n",
		f);
	tabled(f, claims);
	fputs("</details>\n", f);
	for (const Entry *e = experiments; e->name; e++) n++;
	for (const Entry *e = experiments; e->name; e++) {
		progress(e->name, (double)k++ / (double)n);
		section(f, dir, e, check, o);
	}
	progressended();
	heading(f, "origin", "Provenance");
	origin(f, check, NULL);
	fputs("</main>\n", f);
	closed(f);
}

int cmd_report(int argc, char **argv)
{
	Options o = options(argc, argv);
	const char *dir = o.noperands ? o.operand[0] : "build/results";
	char *html = text("%s/report.html", dir), *check = text("%s/check.csv", dir),
	     *claims = text("%s/claims.csv", dir), *look = text("%s/plots/style.gp", home()),
	     *unfinished;
	bool within;
	FILE *f;

	if (o.noperands > 1)
		bad("report takes one folder, not %zu", o.noperands);
	if (access(look, R_OK))
		bad("plots/style.gp is neither here nor in %s: run wengert report where its source "
		    "is, or make install",
			home());
	o.noperands = 0;
	o.quick = true;
	ownfolder(dir);
	progressbegins("check");
	within = childtable(check, "check", "eq6", &o);
	progressbegins("claims");
	within &= childtable(claims, "claims", "T1", &o);
	progressaway();
	if (o.verbose) printf("%s\n%s\n", check, claims), fflush(stdout);
	measureall(&o, dir);
	f = begin(html, &unfinished);
	page(f, dir, check, claims, within, &o);
	finish(f, html, unfinished);
	printf("%s\n", html);
	release(html);
	release(check);
	release(claims);
	release(look);
	freeoptions(&o);
	return within ? 0 : 1;
}
