/* cache.h -- libraries, kept by the hash of all that went into them. */
#ifndef CACHE_H
#define CACHE_H
#include <stdbool.h>
#include <stdint.h>

char    *cachefolder(void);                /* one that can be written; yours */
uint64_t hashed(uint64_t, const char *);
extern const uint64_t hashbegin;
char    *contentsof(const char *path);     /* its first 16 KiB; yours */

#endif
