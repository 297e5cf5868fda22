/* float16 -- textbook rules in binary16. */
#define T    _Float16
#define W(x) ((float)(x))
#define N(x) ((_Float16)(x))
#include "rules.h"
