/* kernelfind.h -- nodes of a tree by what they do. */
#ifndef KERNELFIND_H
#define KERNELFIND_H
#include "checks/fuzz/kernels.h"

enum { FOUND = 600 };
typedef bool Test(const Kernel *, const Node *);
typedef struct { Node *n[FOUND]; int count; } Nodes;

void  search(const Kernel *, Node *from, Test *, Nodes *);
Node *somenode(const Kernel *, Node *from, Test *);    /* one of them at random; NULL: none */
void  become(Node *n, const Node *m);      /* m in its place; what comes after n stays */
Node *alone(const Node *);                 /* a copy without what comes after */
const Param *paramof(const Kernel *, int name);
int   nameof(const Kernel *, Role, int which);
bool  plays(const Kernel *, const Node *, Role);

Test  stores, adds, sets;                  /* into gradients: any, +=, = other than zeros */
Test  floating, sums, differences, ordered, factors;   /* operations, constants */
Test  splits, chooses, limited;            /* on a comparison; two ways; with a constant */
Test  loops, remains;                      /* any; over what an unrolled one left */
Test  indexed, reads, arguments, saved, savesit;

#endif
