/* formula -- any bytes as a formula: a list, or a sentence with a caret. */
#include "checks/fuzz/caught.h"
#include "engines/formula/formula.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *volatile text = textof(data, n), **volatile name = NULL;
	List *volatile l = newlist();
	volatile size_t names = 0;
	V *volatile x = NULL;
	jmp_buf out;

	catcher = &out;
	if (!setjmp(out)) {
		const char *const one = text;
		char **found = NULL;

		names = freenames(1, &one, &found);
		name = found;
		x = alloc(names + 1, sizeof *x);
		for (size_t k = 0; k < names; k++)
			x[k] = Input(l, name[k], k % 3 ? scalar() : vector(3));
		Output(recordformula(l, text, names, (const char *const *)name, x));
		verify(l);
	}
	catcher = NULL;
	freelist(l);
	for (size_t k = 0; name && k < names; k++) release(name[k]);
	release(name);
	release(x);
	release(text);
	return 0;
}
