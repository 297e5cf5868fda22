/* build.c -- the unmodified source, compiled in each precision behind entries that all look alike.
 *
 * Libraries are kept by the hash of everything that went into them and put in place by rename: runs
 * may overlap.
 */
#include "checks/vjp/build.h"
#include "checks/vjp/retype.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- entries --------------------------------------------------------------------- */

int place(const Kernel *k, Role r, int which)
{
	switch (r) {
	case ARGUMENT:  return which;
	case RESULT:    return k->nargs + which;
	case COTANGENT: return k->nargs + k->nres + which;
	case GRADIENT:  return k->nargs + 2 * k->nres + which;
	case FIXED:     return 2 * (k->nargs + k->nres) + which;
	default:        return which;
	}
}

const char *ctype(Base b, const Kernel *k, Precision p)
{
	if (b == WHOLE)                       return "int";
	if (k->base == REAL32 && p == F128)   return "wengert_quad";
	if (k->base == REAL32 && p == F64)    return "double";
	if (b == REAL64 && p == F128)         return "wengert_quad";
	return b == REAL32 ? "float" : "double";
}

static char *passed(const Kernel *k, const Param *x, Precision p)
{
	int at = place(k, x->role, x->which);

	if (x->pointer)                                   return text("p[%d]", at);
	if (x->role == SIZE)                              return text("n[%d]", x->which);
	if (x->base == WHOLE && x->role == FIXED) return text("n[%d]", k->nsizes + x->which);
	return text("*(%s *)p[%d]", x->base == WHOLE ? x->type : ctype(x->base, k, p), at);
}

static char *entry(const Kernel *k, const Proto *f, const char *which, Precision p)
{
	char *s = text("void wengert_%s_%s(void **p, const long *n)\n{\n\t(void)p; (void)n;\n\t",
		which, k->name);

	if (f->back.role == RESULT || f->back.role == GRADIENT)
		s = text("%s*(%s *)p[%d] = ", s, ctype(f->back.base, k, p),
			place(k, f->back.role, f->back.which));
	s = text("%s%s(", s, f->name);
	for (int i = 0; i < f->n; i++)
		s = text("%s%s%s", s, i ? ", " : "", passed(k, &f->param[i], p));
	return text("%s);\n}\n", s);
}

static char *shim(const Source *s, Base base, Precision p, char **why)
{
	bool own = p == (base == REAL32 ? F32 : F64);
	char *body = own ? text("%s", s->source) : retyped(s->source, s->file, base, p, why);
	char *all = text("#define _GNU_SOURCE 1\n%s%s%s%s\n#line 1 \"entries\"\n",
		own ? "" : systemheaders(s->source), p == F128 ? quadnames() : "",
		linemark(1, s->file), body);

	for (size_t k = 0; k < s->n; k++)
		if (s->kernel[k].base == base)
			all = text("%s%s%s", all,
				entry(&s->kernel[k], &s->kernel[k].forward, "forward", p),
				entry(&s->kernel[k], &s->kernel[k].backward, "backward", p));
	return all;
}

/* ---- the cache -------------------------------------------------------------------- */

/* without a home it is built in a place of its own, which goes when the program ends */
static char scratch[64];
static void swept(void)
{
	DIR *d = opendir(scratch);
	struct dirent *e;

	while (d && (e = readdir(d)))
		if (*e->d_name != '.') unlink(text("%s/%s", scratch, e->d_name));
	if (d) closedir(d);
	rmdir(scratch);
}

static char *cache(void)
{
	const char *x = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	char *dir = x && *x ? text("%s", x) : home && *home ? text("%s/.cache", home) : NULL;
	char temporary[] = "/tmp/wengert-XXXXXX";

	if (dir) {
		mkdir(dir, 0777);
		dir = text("%s/wengert", dir);
		if ((!mkdir(dir, 0777) || errno == EEXIST) && !access(dir, W_OK))
			return dir;
	}
	if (*scratch) return scratch;
	if (!mkdtemp(temporary))
		bad("no directory to build in: %s", strerror(errno));
	if (!*scratch) atexit(swept);
	snprintf(scratch, sizeof scratch, "%s", temporary);
	return scratch;
}

static uint64_t hash(uint64_t h, const char *s)
{
	for (; s && *s; s++) h = (h ^ (unsigned char)*s) * 1099511628211u;     /* FNV-1a */
	return h;
}

static char *contents(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *s = alloc(16384, 1);

	if (f) {
		s[fread(s, 1, 16383, f)] = 0;
		fclose(f);
	}
	return s;
}

/* a header the file includes may have changed under the same text */
static char *locals(const Source *s)
{
	char *why = NULL;

	return strstr(s->source, "#include \"") ? retyped(s->source, s->file, REAL32, F32, &why)
						: NULL;
}

typedef struct { char *final, *object, *source, *log; pid_t pid; } Job;

static const char command[] = "exec ${CC:-cc} -O1 -shared -fPIC -w -ffp-contract=off "
			      "-fno-diagnostics-color -iquote \"$3\" -Wl,-z,defs "
			      "-o \"$1\" \"$2\" -lquadmath -lm";

static const char covering[] = "exec ${CC:-cc} " HOOKSFLAGS " -shared -fPIC -w -ffp-contract=off "
			       "-fno-diagnostics-color -iquote \"$3\" -o \"$1\" \"$2\" "
			       "-Wl,-z,lazy -lm";

static Job start(const Source *s, const char *dir, const char *code, int p)
{
	const char *how = p == PRECISIONS ? covering : command;
	const char *cc = getenv("CC"), *slash = strrchr(s->file, '/');
	char *folder = slash ? text("%.*s", (int)(slash - s->file), s->file) : text(".");
	char *extra = locals(s);
	uint64_t h = hash(hash(hash(hash(14695981039346656037u, code), cc), how), extra);
	Job j = { .final = text("%s/%016llx%08zx.so", dir, (unsigned long long)h, strlen(code)) };
	FILE *f;

	if (!access(j.final, R_OK))
		return j;
	j.source = text("%s.%ld.%d.c", j.final, (long)getpid(), p);
	j.object = text("%s.%ld.%d.tmp", j.final, (long)getpid(), p);
	j.log = text("%s.%ld.%d.log", j.final, (long)getpid(), p);
	f = fopen(j.source, "w");
	if (!f || fputs(code, f) < 0 || fclose(f))
		bad("%s: %s", j.source, strerror(errno));
	fflush(NULL);
	j.pid = fork();
	if (!j.pid) {
		if (!freopen(j.log, "w", stderr) || dup2(2, 1) < 0)
			_exit(127);
		execl("/bin/sh", "sh", "-c", how, "cc", j.object, j.source, folder,
			(char *)NULL);
		_exit(127);
	}
	return j;
}

/* what the compiler said, or NULL */
static char *finish(Job *j)
{
	int status = 0;
	char *said = NULL;

	if (!j->source)
		return NULL;
	if (j->pid < 0 || waitpid(j->pid, &status, 0) < 0 || status || rename(j->object, j->final))
		said = contents(j->log);
	unlink(j->source);
	unlink(j->log);
	unlink(j->object);
	return said;
}

static char *firstline(const char *said)
{
	const char *e = strstr(said, "error:");

	e = e ? e : said;
	while (e > said && e[-1] != '\n') e--;
	return text("%.*s", (int)strcspn(e, "\n"), e);
}

Built build(const Source *s, Base base)
{
	Precision own = base == REAL32 ? F32 : F64;
	char *dir = cache();
	Built b = { 0 };
	Job job[PRECISIONS] = { { 0 } }, cover = { 0 };

	for (int p = own; p < PRECISIONS; p++) {
		char *code = shim(s, base, p, &b.why[p]);

		if (!b.why[p]) job[p] = start(s, dir, code, p);
		if (p == (int)own)
			cover = start(s, dir, text("%s%s%s", hookshead, code, hookstail), PRECISIONS);
	}
	for (int p = own; p < PRECISIONS; p++) {
		char *said = b.why[p] ? NULL : finish(&job[p]);

		if (said && (Precision)p == own) {
			fputs(said, stderr);
			bad("%s does not compile", s->file);
		}
		if (said) b.why[p] = firstline(said);
		b.library[p] = b.why[p] ? NULL : job[p].final;
	}
	b.blind = finish(&cover);
	if (b.blind) b.blind = firstline(b.blind);
	else         b.covered = cover.final;
	return b;
}

void freebuilt(Built *b)
{
	for (int p = 0; p < PRECISIONS; p++) {
		release(b->library[p]);
		release(b->why[p]);
	}
	release(b->covered), release(b->blind);
}
