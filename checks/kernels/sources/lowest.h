#ifndef LOWEST_H
#define LOWEST_H
#include <float.h>
#define LOWEST (-FLT_MAX)
#define LARGER(a, b) ((a) > (b) ? (a) : (b))
#endif
