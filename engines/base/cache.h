/* cache.h -- libraries, kept by the hash of all that went into them. */
#ifndef CACHE_H
#define CACHE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

char    *cachefolder(void);                /* one that can be written; yours */
/* an empty one in its place, to see what it costs to fill; ended, the former is back */
typedef struct { char *folder, *was; } Emptied;
Emptied  emptycache(void);
void     endempty(Emptied *);
uint64_t hashed(uint64_t, const char *);   /* a text, or nothing of NULL */
uint64_t hashedbytes(uint64_t, const void *, size_t);
extern const uint64_t hashbegin;
char    *contentsof(const char *path);     /* its first 16 KiB; yours */

#endif
