/* verifying.c -- linked into unit tests and fuzzers, whose main is not wengert.c: rules can be
 * read, and every pass verifies the list it has made.
 */
#include "engines/list/rewrite.h"
#include "engines/prims/rules.h"

__attribute__((constructor)) static void verifyall(void)
{
	readrules(formula);
	verifying = true;
}
