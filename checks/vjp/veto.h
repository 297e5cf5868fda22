/* veto.h -- code that no other number type keeps the meaning of. */
#ifndef VETO_H
#define VETO_H
#include "checks/vjp/tokens.h"

/* the first such place, "line 5: ..."; NULL: none; yours */
char *vetoed(const Token *from, const Token *to);

#endif
