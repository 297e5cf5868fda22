/* compile.c -- the commands, and the libraries that were made before. */
#include "checks/vjp/compile.h"
#include "engines/base/cache.h"
#include "checks/vjp/hooks.h"
#include "checks/vjp/preprocess.h"
#include "checks/vjp/tracer.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* $1 object, $2 source, $3 folder of its headers, $4 stubs of what is not there or "", then flags
 */
static const char command[] =
	"o=$1 s=$2 w=$3 t=$4; shift 4; exec ${CC:-cc} -O1 -shared -fPIC -w -ffp-contract=off "
	"-fno-diagnostics-color -iquote \"$w\" \"$@\" -Wl,-z,defs -Wl,-Bsymbolic -o \"$o\" "
	"\"$s\" $t -lquadmath -lm";
static const char commandcxx[] =
	"o=$1 s=$2 w=$3 t=$4; shift 4; exec ${CXX:-c++} -std=gnu++17 -O1 -shared -fPIC -w "
	"-ffp-contract=off -fno-diagnostics-color -iquote \"$w\" \"$@\" -Wl,-z,defs "
	"-Wl,-Bsymbolic -Wl,--no-demangle -o \"$o\" \"$s\" -x c $t -x none -lquadmath -lm";

/* comparisons are reported; what is missing is found when it is called */
static const char covering[] =
	"o=$1 s=$2 w=$3; shift 4; exec ${CC:-cc} " HOOKSFLAGS " -shared -fPIC -w -ffp-contract=off "
	"-fno-diagnostics-color -iquote \"$w\" \"$@\" -o \"$o\" \"$s\" -Wl,-z,lazy "
	"-Wl,-Bsymbolic -lm";
static const char coveringcxx[] =
	"o=$1 s=$2 w=$3; shift 4; exec ${CXX:-c++} -std=gnu++17 " HOOKSFLAGS " -shared -fPIC -w "
	"-ffp-contract=off -fno-diagnostics-color -iquote \"$w\" \"$@\" -o \"$o\" \"$s\" "
	"-Wl,-z,lazy -Wl,-Bsymbolic -lm";

/* without optimisation: it is called a few times, and each call of an operation is one */
static const char tracedcxx[] = "o=$1 s=$2; shift 4; exec ${CXX:-c++} -x c++ -std=gnu++17 -O0 "
				"-shared -fPIC -w -fpermissive "
				"-fno-diagnostics-color -o \"$o\" \"$s\" -Wl,-z,lazy "
				"-Wl,-Bsymbolic -lm";

static const char *how(const Building *w, int p)
{
	if (p == TRACED) return tracedcxx;
	if (p == PRECISIONS) return w->s->cplus ? coveringcxx : covering;
	return w->s->cplus ? commandcxx : command;
}

static void execute(const Building *w, const Job *j, int p)
{
	/* text that is preprocessed has them behind it */
	const Flags none = { NULL, 0 }, *f = j->own ? &w->s->flags : &none;
	const char **word = alloc(f->n + w->own.n + 10, sizeof *word);
	size_t n = 0;

	if (!freopen(j->log, "w", stderr) || dup2(2, 1) < 0) _exit(127);
	word[n++] = "sh", word[n++] = "-c", word[n++] = how(w, p);
	word[n++] = "cc", word[n++] = j->object, word[n++] = j->source;
	word[n++] = folderof(w->s->file), word[n++] = j->stubs ? j->stubs : "";
	for (size_t k = 0; k < f->n; k++) word[n++] = f->word[k];
	/* a function of the file is that one, whatever the compiler knows of its name */
	for (size_t k = 0; k < w->own.n; k++)
		word[n++] = text("-fno-builtin-%s", w->own.of[k].name);
	execv("/bin/sh", (char *const *)word);
	_exit(127);
}

static void store(const char *path, const char *s)
{
	FILE *f = fopen(path, "w");

	if (!f || fputs(s, f) < 0 || fclose(f)) bad("%s: %s", path, strerror(errno));
}

static uint64_t hashof(const Building *w, const char *code, int p, const char *stubs)
{
	const char *cc = getenv(w->s->cplus || p == TRACED ? "CXX" : "CC");
	uint64_t h = hashed(hashed(hashed(w->headers, code), cc), how(w, p));

	for (size_t k = 0; k < w->s->flags.n; k++) h = hashed(h, w->s->flags.word[k]);
	return hashed(h, stubs);
}

/* p: PRECISIONS for the library that reports its comparisons */
Job startjob(const Building *w, const char *code, int p, bool own, const char *stubs)
{
	uint64_t h = hashof(w, code, p, stubs);
	Job j = { .final = text("%s/%016llx%08zx.so", w->dir, (unsigned long long)h, strlen(code)),
		.own = own };
	long pid = (long)getpid();

	if (!access(j.final, R_OK)) return j;
	j.source = text("%s.%ld.%d.%s", j.final, pid, p, w->s->cplus ? "cpp" : "c");
	j.object = text("%s.%ld.%d.tmp", j.final, pid, p);
	j.log = text("%s.%ld.%d.log", j.final, pid, p);
	store(j.source, code);
	if (stubs) store(j.stubs = text("%s.%ld.%d.stub.c", j.final, pid, p), stubs);
	fflush(NULL);
	j.pid = fork();
	if (!j.pid) execute(w, &j, p);
	return j;
}

/* what the compiler said, or NULL */
char *finishjob(Job *j)
{
	int status = 0;
	char *said = NULL;

	if (!j->source) return NULL;
	if (j->pid < 0 || waitpid(j->pid, &status, 0) < 0 || status || rename(j->object, j->final))
		said = contentsof(j->log);
	unlink(j->source);
	unlink(j->log);
	unlink(j->object);
	if (j->stubs) unlink(j->stubs);
	return said;
}

void freejob(Job *j)
{
	release(j->final);
	release(j->object);
	release(j->source);
	release(j->log);
	release(j->stubs);
	*j = (Job){ 0 };
}
