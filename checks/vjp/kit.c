/* kit.c -- a library made with wengert_kit.h, as C source that calls it.
 *
 * The source says in plain C, comment line and prototypes, what the library's table says, so that
 * everything that is done with C source is done with it too: built once for each type, where sizeof
 * tells the library which is meant. The table is read in a child: a library may crash while it is
 * loaded.
 */
#include "checks/vjp/kit.h"
#include "checks/vjp/pool.h"
#include "engines/outside/plugin.h"
#include "wengert_kit.h"
#include <ctype.h>
#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

bool iskit(const char *file)
{
	FILE *f = fopen(file, "rb");
	char head[SELFMAG] = "";
	bool yes = f && fread(head, 1, SELFMAG, f) == SELFMAG && !memcmp(head, ELFMAG, SELFMAG);

	if (f) fclose(f);
	return yes;
}

/* ---- the table, as C ---------------------------------------------------------------------- */

static const char *const prologue =
	"#include <dlfcn.h>\n#include <math.h>\n#include <stddef.h>\n#include <stdlib.h>\n#include "
	"<string.h>\n\n"
	"struct tensor { void *data; int type; int rank; size_t dim[8]; };\n"
	"typedef int call(const struct tensor *in, struct tensor *out);\n"
	"struct prim { unsigned abi; const char *name, *file; int line, nin, nout; const void *in, "
	"*out; unsigned types; call *primal, *vjp, *jvp; const char *formula; };\n\n"
	"static const struct prim *wengert_named(const char *name)\n{\n"
	"\tvoid *library = dlopen(\"%s\", RTLD_NOW | RTLD_LOCAL);\n"
	"\tconst struct prim *const *p = library ? (const struct prim *const *)dlsym(library, "
	"\"wengert_prims\") : NULL;\n\n"
	"\twhile (p && *p && strcmp((*p)->name, name)) p++;\n"
	"\tif (!p || !*p) abort();\n"
	"\treturn *p;\n}\n\n"
	"static int wengert_type(size_t bytes) { return bytes == 4 ? 1 : bytes == 8 ? 2 : 4; }\n";

static bool isname(const char *s)
{
	if (!s || !(isalpha((unsigned char)*s) || *s == '_'))
		return false;
	while (isalnum((unsigned char)*s) || *s == '_') s++;
	return !*s;
}

static int naxes(const wengert_arg *a)
{
	int n = 0;

	for (const char *p = a->shape ? a->shape : ""; *(p += strspn(p, " ")); n++)
		p += strcspn(p, " ");
	return n;
}

/* "B C" as its words; returns how many */
static int axes(const char *shape, char **axis)
{
	int n = 0;

	for (const char *p = shape ? shape : ""; *(p += strspn(p, " ")); p += strcspn(p, " "))
		axis[n++] = copytext(p, strcspn(p, " "));
	return n;
}

static bool integer(const wengert_arg *a) { return a->flags & WENGERT_INTEGER; }
static bool wanted(const wengert_arg *a)
{
	return !(a->flags & (WENGERT_INTEGER | WENGERT_NO_GRAD));
}

static char *comma(const char *s) { return text("%s%s", s, *s ? ", " : ""); }

/* x[B,C] */
static char *shaped(const wengert_arg *a)
{
	char *axis[RANK], *s = text("%s", a->name);
	int n = axes(a->shape, axis);

	for (int k = 0; k < n; k++)
		s = text("%s%s%s%s", s, k ? "," : "[", axis[k], k + 1 < n ? "" : "]");
	return s;
}

static char *domain(const wengert_arg *a)
{
	if (integer(a))
		return a->below         ? text(" in [%.17g,%s)", a->lo, a->below)
			: a->lo < a->hi ? text(" in [%.17g,%.17g)", a->lo, a->hi)
					: text("%s", "");
	return a->lo < a->hi ? text(" in (%.17g,%.17g)", a->lo, a->hi) : text("%s", "");
}

static char *commentline(const wengert_prim *p)
{
	char *results = text("%s", ""), *given = results, *with = results;

	for (int k = 0; k < p->nout; k++)
		results = text("%s%s%s", *results ? text("%s ", results) : "", shaped(&p->out[k]),
			wanted(&p->out[k]) ? "*" : "");
	for (int k = 0; k < p->nin; k++) {
		const wengert_arg *a = &p->in[k];

		/* behind `with` an array is told from a number by its brackets */
		if (wanted(a))
			given = text("%s%s%s", comma(given), shaped(a), domain(a));
		else
			with = text("%s%s%s%s", *with ? comma(with) : " with ", shaped(a),
				naxes(a) ? "" : "[1]", domain(a));
	}
	return text("/* wengert: %s = %s(%s)%s accumulates */\n", results, p->name, given, with);
}

/* what its shapes name, each once, as parameters */
static char *sizes(const wengert_prim *p)
{
	char *all = text("%s", ""), *seen = text(" ");

	for (int k = 0; k < p->nin + p->nout; k++) {
		char *axis[RANK];
		int n = axes((k < p->nin ? &p->in[k] : &p->out[k - p->nin])->shape, axis);

		for (int j = 0; j < n; j++) {
			if (!isname(axis[j]) || strstr(seen, text(" %s ", axis[j])))
				continue;
			seen = text("%s%s ", seen, axis[j]);
			all = text("%s, int %s", all, axis[j]);
		}
	}
	return all;
}

static char *parameter(const wengert_arg *a, const char *prefix, bool constant, const char *real)
{
	return text("%s%s *%s%s", constant ? "const " : "", integer(a) ? "int" : real, prefix,
		a->name);
}

/* { (void *)x, wengert_type(sizeof *x), 2, { (size_t)(B), (size_t)(C) } } */
static char *tensor(const wengert_arg *a, const char *prefix)
{
	char *axis[RANK], *s = text("%s", "");
	int n = axes(a->shape, axis);

	for (int k = 0; k < n; k++) s = text("%s(size_t)(%s)", comma(s), axis[k]);
	return text("{ (void *)%s%s, %s, %d, { %s } }", prefix, a->name,
		integer(a) ? "8" : text("wengert_type(sizeof *%s%s)", prefix, a->name), n,
		n ? s : "0");
}

typedef struct { char *parameters, *in, *out, *undefined; } Side;

static void add(Side *s, const wengert_arg *a, const char *prefix, bool constant, const char *real)
{
	char *axis[RANK], *n = text("1");
	int rank = axes(a->shape, axis);

	s->parameters = text("%s%s", comma(s->parameters), parameter(a, prefix, constant, real));
	*(constant ? &s->in : &s->out) =
		text("%s%s", comma(constant ? s->in : s->out), tensor(a, prefix));
	for (int k = 0; k < rank; k++) n = text("%s * (%s)", n, axis[k]);
	if (!constant)
		s->undefined = text("%s\t\tfor (int wengert_i = 0; wengert_i < %s; wengert_i++) "
				    "%s%s[wengert_i] = NAN;\n",
			s->undefined, n, prefix, a->name);
}

static char *function(const wengert_prim *p, const char *which, const char *member, const Side *s)
{
	return text("void %s_%s(%s%s)\n{\n\tstatic const struct prim *wengert_p;\n\tstruct tensor "
		    "wengert_in[] = { %s }, wengert_out[] = { %s };\n\tint wengert_status;\n\n"
		    "\tif (!wengert_p) wengert_p = wengert_named(\"%s\");\n\twengert_status = "
		    "wengert_p->%s(wengert_in, wengert_out);\n"
		    "\tif (wengert_status == %d) abort();\n\tif (wengert_status) {\n%s\t}\n}\n\n",
		p->name, which, s->parameters, sizes(p), s->in, s->out, p->name, member,
		WENGERT_UNABLE, s->undefined);
}

static char *spoken(const wengert_prim *p)
{
	const char *real = p->types & WENGERT_F32 ? "float" : "double";
	Side forward = { text("%s", ""), text("%s", ""), text("%s", ""), text("%s", "") },
	     back = forward;

	for (int k = 0; k < p->nout; k++) add(&forward, &p->out[k], "", false, real);
	for (int k = 0; k < p->nin; k++)  add(&forward, &p->in[k], "", true, real);
	for (int k = 0; k < p->nin; k++)
		if (wanted(&p->in[k])) add(&back, &p->in[k], "d", false, real);
	for (int k = 0; k < p->nin; k++)  add(&back, &p->in[k], "", true, real);
	for (int k = 0; k < p->nout; k++) add(&back, &p->out[k], "", true, real);
	for (int k = 0; k < p->nout; k++)
		if (wanted(&p->out[k])) add(&back, &p->out[k], "d", true, real);
	return text("%s%s%s", commentline(p), function(p, "forward", "primal", &forward),
		function(p, "backward", "vjp", &back));
}

/* ---- reading it ---------------------------------------------------------------------------- */

static void sound(const char *file, const wengert_prim *p, int at)
{
	bool any = false, differentiated = false;

	if (p->abi != WENGERT_ABI)
		bad("%s: primitive %d is of version %u of wengert_kit.h, this program of %d: "
		    "compile it anew",
			file, at, p->abi, WENGERT_ABI);
	if (!isname(p->name))
		bad("%s: the name of primitive %d is no C name: \"%s\"", file, at,
			p->name ? p->name : "");
	if (!p->primal || !p->vjp || !p->in || !p->out || p->nin < 1 || p->nout < 1)
		bad("%s: %s has no primal, no vjp, no argument or no result", file, p->name);
	for (int k = 0; k < p->nin + p->nout; k++) {
		const wengert_arg *a = k < p->nin ? &p->in[k] : &p->out[k - p->nin];

		if (!isname(a->name))
			bad("%s: %s %d of %s has no C name: \"%s\"", file,
				k < p->nin ? "argument" : "result",
				k < p->nin ? k + 1 : k - p->nin + 1, p->name,
				a->name ? a->name : "");
		if (naxes(a) > RANK)
			bad("%s: %s of %s has more than %d axes", file, a->name, p->name, RANK);
		any |= k < p->nin && wanted(a);
		differentiated |= k >= p->nin && wanted(a);
	}
	if (!any)
		bad("%s: no argument of %s has a gradient", file, p->name);
	if (!differentiated)
		bad("%s: no result of %s is differentiated: one must be WENGERT_ARG", file,
			p->name);
	if (!(p->types & WENGERT_F128) || !(p->types & WENGERT_F64))
		bad("%s: %s takes%s%s%s: its rule is proved by binary64 and binary128 (WENGERT_F64 "
		    "| WENGERT_F128), or by dumping its gradients: --npy DIR --formula '%s'",
			file, p->name, p->types & WENGERT_F32 ? " binary32" : "",
			p->types & WENGERT_F64 ? " binary64" : "",
			p->types & WENGERT_F128 ? " binary128" : "",
			p->formula ? p->formula : "...");
}

static void asked(const char *file, const wengert_prim *const *p, size_t n, const char *const *name)
{
	for (size_t k = 0; k < n; k++) {
		const wengert_prim *const *q = p;

		while (*q && strcmp((*q)->name, name[k])) q++;
		if (!*q)
			bad("%s: there is no primitive %s", file, name[k]);
	}
}

static void told(const char *file, int to, size_t n, const char *const *name)
{
	char *path = realpath(file, NULL);
	void *library = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
	const wengert_prim *const *p =
		library ? (const wengert_prim *const *)dlsym(library, "wengert_prims") : NULL;
	FILE *f = fdopen(to, "w");
	int at = 0;

	if (!f)
		bad("%s: %s", file, strerror(errno));
	if (!library)
		bad("%s: %s", file, path ? dlerror() : strerror(errno));
	if (!p)
		bad("%s shows no wengert_prims: WENGERT_PRIMS(&prim) of wengert_kit.h is missing%s",
			file,
			dlsym(library, "wengert_engines") ? "; it is a library of engines" : "");
	if (strpbrk(path, "\"\\\n"))
		bad("%s: a path with \", \\ or a line end cannot be used here", path);
	fprintf(f, prologue, path);
	for (; *p; p++) {
		sound(file, *p, ++at);
		fprintf(f, "\n%s", spoken(*p));
	}
	asked(file, p - at, n, name);
	if (!at)
		bad("%s: its table is empty", file);
	fclose(f);
}

static struct timeval seconds(double s)
{
	double whole = floor(s);

	return (struct timeval){ (time_t)whole, (suseconds_t)fmax(1, 1e6 * (s - whole)) };
}

/* into a file without a name, which nobody has to take away */
static FILE *translated(const char *file, size_t n, const char *const *named)
{
	FILE *f = tmpfile();
	int status = 0;
	pid_t child;

	if (!f) bad("no file to write in for a while: %s", strerror(errno));
	fflush(NULL);
	child = fork();
	if (child < 0) bad("%s: no process to load it in: %s", file, strerror(errno));
	if (!child) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		setitimer(ITIMER_REAL, &(struct itimerval){ .it_value = seconds(patience) }, NULL);
		told(file, fileno(f), n, named);
		_exit(0);
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
	if (WIFEXITED(status) && !WEXITSTATUS(status)) return f;
	if (WIFEXITED(status)) exit(2);                /* it has said why */
	if (WTERMSIG(status) == SIGALRM)
		bad("%s: loading it took longer than %g s; --limit gives it more", file, patience);
	bad("%s: loading it ended with signal %d", file, WTERMSIG(status));
}

Source readkit(const char *file, size_t n, const char *const *name)
{
	FILE *f = translated(file, n, name);
	char *c = text("/dev/fd/%d", fileno(f));
	Source s = readsource(c, n, name);
	Pool *before;

	fclose(f);
	release(c);
	usepool(s.pool, &before);
	s.file = pooled("%s", file);
	frompool(before);
	for (size_t k = 0; k < s.n; k++) s.kernel[k].file = s.file;
	return s;
}
