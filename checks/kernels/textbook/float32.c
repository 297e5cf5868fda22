/* float32 -- textbook rules in binary32. */
#define T    float
#define W(x) (x)
#define N(x) (x)
#include "rules.h"
