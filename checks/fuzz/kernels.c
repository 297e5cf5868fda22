/* kernels -- random kernels, right and broken by one mistake: does `wengert vjp` tell them apart?
 *
 * usage: kernelfuzz WENGERT FOLDER N [SEED [spoil]]
 *
 * Files of a few right kernels with two broken twins each are judged until N kernels are.  What a
 * twin breaks is measured first (kerneloracle.c); one that rounding hides is counted as equivalent
 * and not judged.  Prints CSV, and a line for each kernel misjudged, whose source stays in FOLDER.
 * Exit 1 if a wrong kernel was accepted, a right one refused, or one not judged.  spoil: kernels
 * that are called right are broken, so that it must fail.
 */
#include "checks/fuzz/kernels.h"
#include "checks/io/progress.h"
#include <dirent.h>
#include <errno.h>
#include <gsl/gsl_rng.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { RIGHTS = 4, TWINS = 2, MOST = RIGHTS * (1 + TWINS), MOSTKINDS = 32, ATTEMPTS = 60 };
typedef enum { OKAY, LOSSYONE, WRONGONE, UNSURE, UNJUDGED, RULINGS } Ruling;
static const char *const rulingname[] = { "OK", "LOSSY", "WRONG", "INCONCLUSIVE", "not judged" };

typedef struct { size_t drawn, equivalent, ruled[RULINGS]; double found, missed, share; } Tally;
typedef struct { Kernel *k; int kind; Fault fault; } Drawn;    /* kind -1: it is right */

typedef struct {
	const char *wengert, *folder, *cache;
	unsigned long seed;
	bool spoil;
	size_t judged;
	Tally right[FORMS], wrong[MOSTKINDS];
} Fuzz;

gsl_rng *luck;

/* ---- a file of them --------------------------------------------------------------------- */

static bool twin(Fuzz *z, const Kernel *right, Drawn *d, const char *title)
{
	for (int t = 0; t < ATTEMPTS; t++) {
		int kind = drawmistake();
		Kernel *k = broken(right, kind, title);

		if (!k) continue;
		if (faulty(right, k, &d->fault)) {
			d->k = k, d->kind = kind;
			return true;
		}
		z->wrong[kind].equivalent++;
		freekernel(k);
	}
	return false;
}

static size_t drawfile(Fuzz *z, Drawn *d)
{
	size_t n = 0;

	for (int r = 0; r < RIGHTS; r++) {
		Kernel *k = drawkernel(text("kernel%d", r));
		Drawn spoilt;

		d[n++] = (Drawn){ k, -1, { 0 } };
		for (int t = 0; t < TWINS; t++)
			n += twin(z, k, &d[n], text("kernel%d_wrong%d", r, t));
		if (z->spoil && twin(z, k, &spoilt, k->title)) d[n - 1 - TWINS].k = spoilt.k;
	}
	return n;
}

static void writefile(const char *path, const Drawn *d, size_t n)
{
	FILE *to = fopen(path, "w");

	if (!to) bad("%s: %s", path, strerror(errno));
	fputs("#include <math.h>\n\n", to);
	for (size_t i = 0; i < n; i++) {
		if (d[i].kind >= 0)
			fprintf(to, "/* wrong: %s; fault up to %.2g, in %.2g of the elements */\n",
				mistakenamed(d[i].kind), d[i].fault.largest, d[i].fault.share);
		printkernel(d[i].k, to);
	}
	fclose(to);
}

/* ---- what is said of them --------------------------------------------------------------- */

static Ruling ruling(const json_t *answer, const char *title)
{
	size_t i;
	json_t *k;

	json_array_foreach(json_object_get(answer, "kernels"), i, k) {
		const char *v = json_string_value(json_object_get(k, "verdict"));

		if (strcmp(json_string_value(json_object_get(k, "name")), title)) continue;
		for (int r = 0; v && r < UNJUDGED; r++)
			if (!strcmp(rulingname[r], v)) return (Ruling)r;
	}
	return UNJUDGED;
}

static void emptied(const char *folder)
{
	DIR *d = opendir(folder);
	struct dirent *e;

	while (d && (e = readdir(d)))
		if (*e->d_name != '.') unlink(text("%s/%s", folder, e->d_name));
	if (d) closedir(d);
}

static json_t *judged(const Fuzz *z, const char *path)
{
	FILE *from = popen(text("%s vjp %s --format json 2> %s.err", z->wengert, path, path), "r");
	json_t *answer = from ? json_loadf(from, 0, NULL) : NULL;

	if (from) pclose(from);
	emptied(text("%s/wengert", z->cache));
	return answer;
}

static bool misjudged(const Drawn *d, Ruling r)
{
	return r == UNJUDGED || r == UNSURE || (d->kind < 0 ? r == WRONGONE : r == OKAY);
}

static void keep(const Fuzz *z, const Drawn *d, Ruling r, unsigned long seed)
{
	char *path = text("%s/%lu-%s.c", z->folder, seed, d->k->title);

	writefile(path, d, 1);
	printf("# %s, %s: %s %s", d->kind < 0 ? "right" : "wrong", rulingname[r],
		formtext[d->k->form], d->kind < 0 ? "kernel" : mistakenamed(d->kind));
	if (d->kind >= 0) printf(", fault %.2g in %.2g", d->fault.largest, d->fault.share);
	printf(": %s, again: SEED=%lu N=1\n", path, seed);
}

static void enter(Fuzz *z, const Drawn *d, Ruling r)
{
	Tally *t = d->kind < 0 ? &z->right[d->k->form] : &z->wrong[d->kind];
	double f = d->fault.largest;

	t->drawn++, t->ruled[r]++, z->judged++;
	if (d->kind < 0) return;
	if (r == WRONGONE || r == LOSSYONE) t->found = t->found > 0 ? fmin(t->found, f) : f;
	else if (f > t->missed) t->missed = f, t->share = d->fault.share;
}

static void onefile(Fuzz *z, unsigned long seed)
{
	Drawn d[MOST];
	size_t n;
	char *path = text("%s/%lu.c", z->folder, seed);
	json_t *answer;
	bool kept = false;

	gsl_rng_set(luck, seed);
	n = drawfile(z, d);
	writefile(path, d, n);
	answer = judged(z, path);
	for (size_t i = 0; i < n; i++) {
		Ruling r = ruling(answer, d[i].k->title);

		enter(z, &d[i], r);
		if (misjudged(&d[i], r)) keep(z, &d[i], r, seed), kept = true;
	}
	if (!kept) remove(path), remove(text("%s.err", path));
	for (size_t i = 0; i < n; i++) freekernel(d[i].k);
	json_decref(answer);
	forget();
}

/* ---- counted ---------------------------------------------------------------------------- */

static void line(const char *of, const char *kind, const Tally *t)
{
	printf("%s,%s,%zu,%zu", of, kind, t->drawn, t->equivalent);
	for (int r = 0; r < RULINGS; r++) printf(",%zu", t->ruled[r]);
	if (t->found > 0) printf(",%.3g", t->found);
	else putchar(',');
	if (t->missed > 0) printf(",%.3g,%.3g\n", t->missed, t->share);
	else puts(",,");
}

static Tally total(const Tally *t, int n)
{
	Tally all = { 0 };

	for (int k = 0; k < n; k++) {
		all.drawn += t[k].drawn, all.equivalent += t[k].equivalent;
		for (int r = 0; r < RULINGS; r++) all.ruled[r] += t[k].ruled[r];
		if (t[k].found > 0)
			all.found = all.found > 0 ? fmin(all.found, t[k].found) : t[k].found;
		if (t[k].missed > all.missed) all.missed = t[k].missed, all.share = t[k].share;
	}
	return all;
}

static double processor(int who)
{
	struct rusage u;

	getrusage(who, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
		1e-6 * (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

static bool summary(const Fuzz *z, size_t n)
{
	Tally right = total(z->right, FORMS), wrong = total(z->wrong, mistakes);

	printf("# command make fuzz-kernels N=%zu SEED=%lu\n# wengert %s\n", n, z->seed,
		WENGERT_VERSION);
	printf("# CPU seconds a kernel: %.2f drawing, %.2f judging\n",
		processor(RUSAGE_SELF) / (double)z->judged,
		processor(RUSAGE_CHILDREN) / (double)z->judged);
	printf("# wrong accepted %zu of %zu, right refused %zu of %zu, inconclusive %.1f %%\n",
		wrong.ruled[OKAY], wrong.drawn, right.ruled[WRONGONE], right.drawn,
		100 * (double)(right.ruled[UNSURE] + wrong.ruled[UNSURE]) / (double)z->judged);
	puts("of,kind,drawn,equivalent,OK,LOSSY,WRONG,INCONCLUSIVE,not judged,smallest fault found,"
	     "largest fault missed,in a share of elements");
	for (int f = 0; f < FORMS; f++) line("right", formtext[f], &z->right[f]);
	line("right", "all", &right);
	for (int k = 0; k < mistakes; k++) line("wrong", mistakenamed(k), &z->wrong[k]);
	line("wrong", "all", &wrong);
	return !wrong.ruled[OKAY] && !right.ruled[WRONGONE] && !right.ruled[UNJUDGED] &&
		!wrong.ruled[UNJUDGED];
}

int main(int argc, char **argv)
{
	size_t n = argc > 3 ? strtoul(argv[3], NULL, 10) : 0;
	Fuzz z = { .seed = argc > 4 ? strtoul(argv[4], NULL, 10) : 1,
		.spoil = argc > 5 && !strcmp(argv[5], "spoil") };

	if (!n || argc > 6 || (argc > 5 && !z.spoil)) {
		fputs("usage: kernelfuzz WENGERT FOLDER N [SEED [spoil]]\n", stderr);
		return 2;
	}
	z.wengert = argv[1], z.folder = argv[2];
	/* nobody uses these libraries again; a run beside this one has its own */
	z.cache = text("%s/cache-%ld", z.folder, (long)getpid());
	setenv("XDG_CACHE_HOME", z.cache, 1);
	setvbuf(stdout, NULL, _IOLBF, 0);
	luck = gsl_rng_alloc(gsl_rng_mt19937);
	for (unsigned long f = 0; z.judged < n; f++) {
		progress("fuzz-kernels", (double)z.judged / (double)n);
		onefile(&z, z.seed + f);
	}
	progressended();
	gsl_rng_free(luck);
	rmdir(text("%s/wengert", z.cache)), rmdir(z.cache);
	return !summary(&z, n);
}
