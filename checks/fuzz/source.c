/* source -- any bytes as a C file of kernels, as if it had no directives: kernels and their other
 * types, or a sentence.
 *
 * Linked with --wrap=preprocess: a compiler for each text would take all of the time.
 */
#include "checks/fuzz/caught.h"
#include "checks/vjp/pool.h"
#include "checks/vjp/preprocess.h"
#include "checks/vjp/retype.h"
#include "checks/vjp/veto.h"
#include "engines/wengert.h"
#include <string.h>

void __wrap_preprocess(Source *);

void __wrap_preprocess(Source *s)
{
	s->own = keptcopy(s->source, strlen(s->source));
	s->foreign = keptcopy("", 0);
}

static void other(const Source *s)
{
	Shadows own = shadowsof(s);
	size_t n;
	Token *t = tokens(s->own, &n);

	for (int p = F32; p < PRECISIONS; p++) release(retyped(s->own, REAL32, p, &own));
	release(vetoed(t, t + n));
	release(t);
	freeshadows(&own);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char file[32];
	int f = fileof(data, n, file);
	Pool *before, *own = newpool(&before);
	jmp_buf out;
	Source s;

	catcher = &out;
	if (!setjmp(out)) {
		s = readsource(file, 0, NULL);
		other(&s);
		freesource(&s);
	}
	catcher = NULL;
	frompool(before);
	freepool(own);
	closefile(f);
	return 0;
}
