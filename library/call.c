/* call.c -- bad() ends a program of ours; in the library it ends the call. */
#include "library/call.h"
#include "engines/formula/formula.h"
#include "engines/prims/rules.h"
#include <pthread.h>
#include <setjmp.h>
#include <string.h>

static _Thread_local char why[1024];
static _Thread_local jmp_buf before;
/* tables that are made when first asked for are everybody's */
static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;

static void __attribute__((noreturn)) ended(const char *sentence)
{
	snprintf(why, sizeof why, "%s", sentence);
	dropformula();
	longjmp(before, 1);
}

bool called(void (*work)(void *), void *what)
{
	volatile bool done = false;

	pthread_mutex_lock(&one);
	readrules(formula);
	*why = 0;
	escape = ended;
	if (!setjmp(before)) {
		work(what);
		done = true;
	}
	escape = NULL;
	pthread_mutex_unlock(&one);
	return done;
}

const char *wengert_why(void)     { return why; }
const char *wengert_version(void) { return WENGERT_VERSION; }
