/* preprocess.c -- the text after preprocessing, in two parts: system headers, and the file's own.
 *
 * A system header cannot know the file that includes it, so all of them may stand first, where
 * nothing is retyped.  What a number type decides (FLT_MAX, M_PI, isnan) keeps its name.
 */
#include "checks/vjp/preprocess.h"
#include "checks/vjp/pool.h"
#include "checks/vjp/retype.h"
#include "checks/vjp/tokens.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

bool iscplus(const char *file)
{
	static const char *const ends[] = { ".cpp", ".cc", ".cxx", ".C", ".cu", ".cuh", ".hpp",
		NULL };
	const char *dot = strrchr(file, '.');

	for (int k = 0; dot && ends[k]; k++)
		if (!strcmp(dot, ends[k])) return true;
	return false;
}

char *folderof(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash ? copytext(file, (size_t)(slash - file)) : text(".");
}

/* ---- the compiler, with words of the command line ------------------------------------------ */

static char *whole(FILE *f)
{
	char *s = NULL;
	size_t room = 0, n = 0, got;

	rewind(f);
	do {
		s = grow(s, &room, n + 65536 + 1, 1);
		n += got = fread(s + n, 1, 65536, f);
	} while (got);
	s[n] = 0;
	fclose(f);
	return s;
}

static FILE *scratchfile(void)
{
	FILE *f = tmpfile();

	if (!f) bad("no file for the compiler: %s", strerror(errno));
	return f;
}

/* never returns; $1 is the folder of the file, $2 and on are the flags */
static void execute(const char *command, const Source *s, FILE *in, FILE *out, FILE *err)
{
	const char **word = alloc(s->flags.n + 6, sizeof *word);
	size_t n = 0;

	word[n++] = "sh", word[n++] = "-c", word[n++] = command, word[n++] = "compiler";
	word[n++] = folderof(s->file);
	for (size_t k = 0; k < s->flags.n; k++) word[n++] = s->flags.word[k];
	if (dup2(fileno(in), 0) < 0 || dup2(fileno(out), 1) < 0 || dup2(fileno(err), 2) < 0)
		_exit(127);
	execv("/bin/sh", (char *const *)word);
	_exit(127);
}

int compiler(const char *command, const Source *s, const char *in, char **out, char **said)
{
	FILE *from = scratchfile(), *to = scratchfile(), *err = scratchfile();
	int status = -1;
	pid_t pid;

	if (fputs(in, from) < 0 || fflush(from))
		bad("no room for the compiler: %s", strerror(errno));
	rewind(from);
	fflush(NULL);
	pid = fork();
	if (pid < 0) bad("no process for the compiler: %s", strerror(errno));
	if (!pid) execute(command, s, from, to, err);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	fclose(from);
	*out = whole(to);
	*said = whole(err);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* ---- the parts ------------------------------------------------------------------------------- */

typedef struct {
	char *name;
	bool foreign;
} Origin;
typedef struct {
	Origin *origin;
	size_t n, room;
} Origins;

/* a file is of the system if it first comes so: a macro of the system, expanded in the file, is
 * marked too */
static bool foreign(Origins *p, const char *name, bool system)
{
	for (size_t k = 0; k < p->n; k++)
		if (!strcmp(p->origin[k].name, name)) return p->origin[k].foreign;
	p->origin = keptgrow(p->origin, &p->room, p->n + 1, sizeof *p->origin);
	p->origin[p->n++] = (Origin){ keptcopy(name, strlen(name)), system };
	return system;
}

/* # 12 "file" 1 3 4: of which file, and whether that is a system header */
static bool marker(const Token *t, Origins *p, bool *system)
{
	char *s = copytext(t->s, t->n), *from = strchr(s, '"'),
	     *end = from ? strrchr(s, '"') : NULL;
	int line;
	bool yes = t->kind == DIRECTIVE && end > from && sscanf(s, "# %d", &line) == 1;

	if (yes) {
		*end = 0;
		*system = foreign(p, from + 1, strstr(end + 1, " 3") != NULL);
	}
	release(s);
	return yes;
}

static void divide(Source *s, const char *text)
{
	size_t n, nown = 0, nforeign = 0, room = strlen(text) + 2;
	Token *t = tokens(text, &n);
	Origins p = { 0 };
	bool system = true;

	s->own = keptroom(room, 1), s->foreign = keptroom(room, 1);
	for (size_t k = 0; k < n; k++) {
		bool mark = t[k].kind == DIRECTIVE && marker(&t[k], &p, &system);
		char *to = system ? s->foreign + nforeign : s->own + nown;

		if (mark && system) continue;
		memcpy(to, t[k].s, t[k].n);
		*(system ? &nforeign : &nown) += t[k].n;
	}
	release(t);
}

enum { MISSING = 127 }; /* of the shell: there is no such command */

static const char cpp[] = "w=$1; shift; exec ${CC:-cc} -E -w -fno-diagnostics-color -D_GNU_SOURCE "
			  "-iquote \"$w\" \"$@\" -x c -";
static const char cppcxx[] = "w=$1; shift; exec ${CXX:-c++} -E -w -fno-diagnostics-color "
			     "-std=gnu++17 -D_GNU_SOURCE -iquote \"$w\" \"$@\" -x c++ -";

void preprocess(Source *s)
{
	char *mark = linemark(1, s->file), *before = prologue(s->cplus),
	     *in = text("%s%s%s\n", before, mark, s->source), *out, *said;
	int status;

	status = compiler(s->cplus ? cppcxx : cpp, s, in, &out, &said);
	if (status == MISSING)
		bad("%s: its compiler is not here: %s names one, without it %s is run", s->file,
			s->cplus ? "CXX" : "CC", s->cplus ? "c++" : "cc");
	if (status) {
		fputs(said, stderr);
		bad("%s does not compile: its preprocessor stops", s->file);
	}
	divide(s, out);
	release(out);
	release(said);
	release(in);
	release(before);
	release(mark);
}
