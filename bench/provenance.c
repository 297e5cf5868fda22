/* provenance.c -- what made a result, and files that appear whole or not at all. */
#include "bench/bench.h"
#include "bench/config.h"
#include "engines/numbers/arb.h"
#include "checks/io/shard.h"
#include "engines/numbers/gemm.h"
#include "engines/numbers/simd.h"
#include "engines/numbers/slots.h"
#include <errno.h>
#include <gsl/gsl_version.h>
#include <mpfr.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void cpu(char *name, size_t n)
{
	FILE *f = fopen("/proc/cpuinfo", "r");
	char line[256];

	snprintf(name, n, "unknown");
	while (f && fgets(line, sizeof line, f))
		if (!strncmp(line, "model name", 10) && strchr(line, ':')) {
			snprintf(name, n, "%.*s", (int)strcspn(strchr(line, ':') + 2, "\n"),
				strchr(line, ':') + 2);
			break;
		}
	if (f) fclose(f);
}

void provenance(FILE *f, const char *command, unsigned long seed)
{
	char name[256], date[64];
	time_t now = time(NULL);

	cpu(name, sizeof name);
	if (shard.n) fprintf(f, "# shard %zu/%zu\n", shard.i, shard.n);
	strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", gmtime(&now));
	fprintf(f, "# command %s\n# wengert %s\n# commit %s\n# cpu %s\n# cores %ld\n", command,
		WENGERT_VERSION, WENGERT_COMMIT, name, sysconf(_SC_NPROCESSORS_ONLN));
#ifdef __clang__
	fprintf(f, "# compiler clang %s\n", __clang_version__);
#else
	fprintf(f, "# compiler gcc %s\n", __VERSION__);
#endif
	fprintf(f, "# loops %s\n# libm %s\n# blas %s\n# arb %s\n", wide.name,
		wide.unary[U_exp] && !scalarlibm ? "vector" : "scalar",
		blasname() ? blasname() : "none", arb_version);
	fprintf(f, "# flags %s\n# mpfr %s\n# gsl %s\n# date %s\n# seed %lu\n", WENGERT_FLAGS,
		mpfr_get_version(), gsl_version, date, seed);
}

FILE *begin(const char *file, char **unfinished)
{
	struct stat is;
	FILE *f;

	if (!lstat(file, &is) && !S_ISREG(is.st_mode))
		bad("%s is no regular file, and is not replaced by one", file);
	*unfinished = text("%s.part", file);
	f = fopen(*unfinished, "w");
	if (!f)
		bad("%s cannot be written: %s", file, strerror(errno));
	return f;
}

void finish(FILE *f, const char *file, char *unfinished)
{
	if (fflush(f) || ferror(f) || fclose(f) || rename(unfinished, file)) {
		int why = errno;

		remove(unfinished);
		bad("%s cannot be written: %s", file, strerror(why));
	}
	release(unfinished);
}

char *contents(const char *file)
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
