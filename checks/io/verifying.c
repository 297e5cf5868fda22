/* verifying.c -- linked into unit tests and fuzzers: every pass verifies the list it has made. */
#include "engines/list/rewrite.h"

__attribute__((constructor)) static void verifyall(void) { verifying = true; }
