/* pool.h -- what is read from one source: kept together, released together. */
#ifndef POOL_H
#define POOL_H
#include <stddef.h>

typedef struct Pool Pool;

/* what is kept from now on belongs to it; the one before is given back to frompool */
Pool *newpool(Pool **before);
void  usepool(Pool *, Pool **before);
void  frompool(Pool *before);
void  freepool(Pool *);

char *pooled(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
char *keptcopy(const char *, size_t n);
void *keptroom(size_t n, size_t size);         /* zeroed */
void *keep(void *);                            /* of alloc: the pool releases it */
/* as grow, in the pool: the smaller array stays until the pool goes */
void *keptgrow(void *, size_t *room, size_t need, size_t size);

#endif
