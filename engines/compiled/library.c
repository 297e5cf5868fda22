/* library -- compiled once, kept in the cache folder, loaded.
 *
 * A library's name is the hash of its text, of the compiler (which program, of which size and
 * date), of its flags and of the processor.  It ends with that hash and with one of its bytes:
 * what is cut off, of another name or changed is made again, never loaded.  It is put in place by
 * rename, so that two processes may make one at once.  Of more than BYTES, the oldest go.
 */
#include "engines/compiled/library.h"
#include "engines/base/cache.h"
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { BYTES = 256 << 20 }; /* of all that is kept */
enum { PATIENCE = 60 }; /* seconds, and one a thousand statements */

typedef struct {
	uint64_t a, b;
} Hash;
typedef struct {
	char is[8];
	Hash key, bytes;
} Seal;
static const char mark[8] = "wengert";
size_t compilations;

/* gcc's; what another compiler does not know is left out the second time */
static const char arrays[] = "-O2 -ftree-vectorize -fvect-cost-model=dynamic "
			     "-mprefer-vector-width=512 -march=native";
/* passes whose time grows faster than a function of many statements */
static const char scalars[] = "-O1 -fno-tree-dse -fno-tree-ccp -march=native";
static const char plain[] = "-O2";
static const char exact[] = "-std=gnu17 -fPIC -shared -w -ffp-contract=off -fno-math-errno "
			    "-fno-trapping-math -fno-diagnostics-color";

/* ---- names --------------------------------------------------------------------------------- */

/* from two beginnings */
static Hash mixed(Hash h, const void *p, size_t n)
{
	return (Hash){ hashedbytes(h.a, p, n), hashedbytes(h.b, p, n) };
}

static Hash said(Hash h, const char *s) { return mixed(h, s, strlen(s) + 1); }

/* the first word of $CC, where it is found, its size and date */
static Hash compiler(Hash h)
{
	const char *cc = getenv("CC"), *path = getenv("PATH");
	char *word = text("%s", cc && *cc ? cc : "cc");
	struct stat s;

	h = said(h, word);
	word[strcspn(word, " \t")] = 0;
	for (const char *p = path ? path : ""; *p; p += strcspn(p, ":"), p += *p == ':') {
		char *file = *word == '/' ? text("%s", word)
					  : text("%.*s/%s", (int)strcspn(p, ":"), p, word);
		bool there = !stat(file, &s) && S_ISREG(s.st_mode);

		if (there) {
			h = said(h, file);
			h = mixed(h, &s.st_size, sizeof s.st_size);
			h = mixed(h, &s.st_mtim.tv_sec, sizeof s.st_mtim.tv_sec);
		}
		release(file);
		if (there) break;
	}
	release(word);
	return h;
}

/* the model and what it can do */
static Hash processor(Hash h)
{
	FILE *f = fopen("/proc/cpuinfo", "r");
	char *line = NULL;
	size_t room = 0;
	bool flags = false;

	while (f && !flags && getline(&line, &room, f) > 0)
		if (!strncmp(line, "model name", 10) || (flags = !strncmp(line, "flags", 5)))
			h = said(h, line);
	free(line);
	if (f) fclose(f);
	return h;
}

static Hash keyof(const char *source)
{
	Hash h = { hashbegin, ~hashbegin };

	h = said(said(h, WENGERT_VERSION), source);
	return processor(compiler(said(said(said(h, arrays), scalars), exact)));
}

/* ---- what is kept ---------------------------------------------------------------------------- */

static Seal sealed(Hash key, const char *bytes, size_t n)
{
	Seal s = { .key = key, .bytes = mixed(key, bytes, n) };

	memcpy(s.is, mark, sizeof s.is);
	return s;
}

/* all of a file; NULL: it cannot be read */
static char *readall(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	char *s = NULL;
	size_t room = 0, got;

	*n = 0;
	if (!f) return NULL;
	do {
		s = grow(s, &room, *n + 65536, 1);
		got = fread(s + *n, 1, 65536, f);
		*n += got;
	} while (got);
	fclose(f);
	return s;
}

static bool believed(const char *path, Hash key)
{
	size_t n;
	char *s = readall(path, &n);
	Seal seal, is;
	bool ok = false;

	if (s && n > sizeof seal) {
		seal = sealed(key, s, n - sizeof seal);
		memcpy(&is, s + n - sizeof is, sizeof is);
		ok = !memcmp(&seal, &is, sizeof is);
	}
	release(s);
	return ok;
}

static bool seal(const char *path, Hash key)
{
	size_t n;
	char *s = readall(path, &n);
	Seal is = s ? sealed(key, s, n) : (Seal){ 0 };
	FILE *f = s ? fopen(path, "ab") : NULL;
	bool ok = f && fwrite(&is, sizeof is, 1, f) == 1;

	if (f) ok = !fclose(f) && ok;
	release(s);
	return ok;
}

/* the oldest go until the rest is few enough; those of others are left alone */
static void bounded(const char *folder)
{
	for (;;) {
		DIR *d = opendir(folder);
		struct dirent *e;
		char *oldest = NULL;
		time_t when = 0;
		long long all = 0;

		while (d && (e = readdir(d))) {
			struct stat s;
			char *file;

			if (strncmp(e->d_name, "compiled-", 9)) continue;
			file = text("%s/%s", folder, e->d_name);
			if (!stat(file, &s)) {
				all += s.st_size;
				if (!oldest || s.st_mtim.tv_sec < when) {
					release(oldest);
					oldest = text("%s", file);
					when = s.st_mtim.tv_sec;
				}
			}
			release(file);
		}
		if (d) closedir(d);
		if (all <= BYTES || !oldest || unlink(oldest)) {
			release(oldest);
			return;
		}
		release(oldest);
	}
}

/* ---- the compiler -----------------------------------------------------------------------------
 */

static void runcompiler(const char *flags, const char *object, const char *source, const char *log)
{
	char *command = text("exec ${CC:-cc} %s %s -o \"$1\" \"$2\"", flags, exact);

	setpgid(0, 0);
	if (!freopen(log, "w", stderr) || dup2(2, 1) < 0) _exit(127);
	execl("/bin/sh", "sh", "-c", command, "cc", object, source, (char *)NULL);
	_exit(127);
}

/* 0: done; 1: it failed; 2: it took too long and was ended */
static int compile(const char *flags, const char *object, const char *source, const char *log,
	double patience)
{
	struct timespec nap = { 0, 2000000 };
	pid_t pid;
	int status;

	fflush(NULL);
	pid = fork();
	if (!pid) runcompiler(flags, object, source, log);
	for (double t = 0; pid > 0; t += 0.002) {
		pid_t done = waitpid(pid, &status, WNOHANG);

		if (done == pid) return status != 0;
		if (done < 0 && errno != EINTR) return 1;
		if (t > patience) {
			kill(-pid, SIGKILL);
			kill(pid, SIGKILL);
			waitpid(pid, &status, 0);
			return 2;
		}
		nanosleep(&nap, NULL);
	}
	return 1;
}

static void whynot(char why[WHY], int how, const char *log, double patience)
{
	const char *cc = getenv("CC");
	char *s = contentsof(log);

	s[strcspn(s, "\n")] = 0;
	if (how == 2)
		snprintf(why, WHY, "the compiler %s was still at it after %.0f s, and was ended",
			cc && *cc ? cc : "cc", patience);
	else
		snprintf(why, WHY, "the compiler %s failed%s%.120s", cc && *cc ? cc : "cc",
			*s ? ": " : "", s);
	release(s);
}

static bool built(const char *final, Hash key, const char *source, size_t statements, bool loops,
	char why[WHY])
{
	char *stem = text("%s.%ld", final, (long)getpid()), *c = text("%s.c", stem),
	     *log = text("%s.log", stem), *object = text("%s.tmp", stem);
	const char *seconds = getenv("WENGERT_CC_SECONDS");
	double patience =
		seconds && atof(seconds) > 0 ? atof(seconds) : PATIENCE + (double)statements / 1000;
	FILE *f = fopen(c, "w");
	bool ok = f && fputs(source, f) >= 0;
	int how;

	compilations++;
	if (f) ok = !fclose(f) && ok;
	if (!ok)
		snprintf(why, WHY, "the source cannot be written to the cache: %s",
			strerror(errno));
	else {
		how = compile(loops ? arrays : scalars, object, c, log, patience);
		if (how == 1) how = compile(plain, object, c, log, patience);
		ok = !how && seal(object, key) && !rename(object, final);
		if (how)
			whynot(why, how, log, patience);
		else if (!ok)
			snprintf(why, WHY, "the library cannot be kept in the cache: %s",
				strerror(errno));
	}
	unlink(c), unlink(log), unlink(object);
	release(stem), release(c), release(log), release(object);
	return ok;
}

/* from where code may run, if it may not from the cache: a copy, whose name goes at once */
static void *elsewhere(const char *path)
{
	char copy[] = "/tmp/wengert-XXXXXX.so";
	int fd = mkstemps(copy, 3);
	size_t n;
	char *s = readall(path, &n);
	bool ok = fd >= 0 && s && write(fd, s, n) == (ssize_t)n;
	void *handle;

	if (fd >= 0) close(fd);
	handle = ok ? dlopen(copy, RTLD_NOW | RTLD_LOCAL) : NULL;
	if (fd >= 0) unlink(copy);
	release(s);
	return handle;
}

void *library(const char *source, size_t statements, bool loops, char why[WHY])
{
	Hash key = keyof(source);
	char *folder = cachefolder(),
	     *final = text("%s/compiled-%016llx%016llx.so", folder, (unsigned long long)key.a,
		     (unsigned long long)key.b);
	bool there = believed(final, key);
	void *handle = NULL;

	if (there)
		utimes(final, NULL);
	else if ((there = built(final, key, source, statements, loops, why)))
		bounded(folder);
	if (there && !(handle = dlopen(final, RTLD_NOW | RTLD_LOCAL)) &&
		!(handle = elsewhere(final)))
		snprintf(why, WHY, "what the compiler made cannot be loaded: %.150s", dlerror());
	release(folder);
	release(final);
	return handle;
}
