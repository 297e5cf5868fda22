/* comment -- any bytes as the comment line of a kernel: a contract, or a sentence of what does not
 * parse. */
#include "checks/fuzz/caught.h"
#include "checks/vjp/comment.h"
#include "checks/vjp/pool.h"
#include "engines/wengert.h"
#include <stdlib.h>
#include <string.h>

static bool within(const Array *a, int n)
{
	bool all = n >= 0 && n <= MOST;

	for (int k = 0; all && k < n; k++) all = !a[k].name || strlen(a[k].name) > 0;
	return all;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *after = textof(data, n), *whole = text("/* wengert: %s", after);
	Pool *before, *own = newpool(&before);
	jmp_buf out;
	Comment c;

	catcher = &out;
	if (!setjmp(out)) {
		c = readcomment(whole, strlen(whole), 1);
		if (!c.fault && (!within(c.k.arg, c.k.nargs) || !within(c.other, c.nothers)))
			abort();
		if (c.fault && !*c.fault) abort();
	}
	catcher = NULL;
	frompool(before);
	freepool(own);
	release(whole), release(after);
	return 0;
}
