/* cache.c -- where libraries are built.  They are put in place by rename: runs may overlap. */
#include "engines/base/cache.h"
#include "engines/wengert.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const uint64_t hashbegin = 14695981039346656037u;

/* without a home it is built in a place of its own, which goes when the program ends */
static char scratch[64];
static pid_t owner;

/* with the files in it */
static void removefolder(const char *path)
{
	DIR *d = opendir(path);
	struct dirent *e;

	while (d && (e = readdir(d)))
		if (*e->d_name != '.') {
			char *file = text("%s/%s", path, e->d_name);

			unlink(file);
			release(file);
		}
	if (d) closedir(d);
	rmdir(path);
}

static void swept(void)
{
	if (getpid() == owner) removefolder(scratch);
}

char *cachefolder(void)
{
	const char *x = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	char *dir = x && *x ? text("%s", x) : home && *home ? text("%s/.cache", home) : NULL;
	char temporary[] = "/tmp/wengert-XXXXXX";

	if (dir) {
		char *own = text("%s/wengert", dir);

		mkdir(dir, 0777);
		release(dir);
		if ((!mkdir(own, 0777) || errno == EEXIST) && !access(own, W_OK)) return own;
		release(own);
	}
	if (*scratch) return text("%s", scratch);
	if (!mkdtemp(temporary)) bad("no directory to build in: %s", strerror(errno));
	atexit(swept);
	owner = getpid();
	snprintf(scratch, sizeof scratch, "%s", temporary);
	return text("%s", scratch);
}

Emptied emptycache(void)
{
	const char *x = getenv("XDG_CACHE_HOME");
	char folder[] = "/tmp/wengert-XXXXXX";
	Emptied c = { .was = x ? text("%s", x) : NULL };

	if (!mkdtemp(folder)) bad("no directory to build in: %s", strerror(errno));
	c.folder = text("%s", folder);
	setenv("XDG_CACHE_HOME", c.folder, 1);
	return c;
}

void endempty(Emptied *c)
{
	char *own = text("%s/wengert", c->folder);

	removefolder(own);
	removefolder(c->folder);
	if (c->was)
		setenv("XDG_CACHE_HOME", c->was, 1);
	else
		unsetenv("XDG_CACHE_HOME");
	release(own), release(c->folder), release(c->was);
}

uint64_t hashedbytes(uint64_t h, const void *p, size_t n)
{
	for (const unsigned char *s = p; n--; s++) h = (h ^ *s) * 1099511628211u; /* FNV-1a */
	return h;
}

uint64_t hashed(uint64_t h, const char *s) { return s ? hashedbytes(h, s, strlen(s)) : h; }

char *contentsof(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *s = alloc(16384, 1);

	if (f) {
		s[fread(s, 1, 16383, f)] = 0;
		fclose(f);
	}
	return s;
}
