/* listtext -- any bytes as the text of a list: what is read prints as what reads back alike. */
#include "checks/fuzz/caught.h"
#include "engines/wengert.h"
#include <stdlib.h>
#include <string.h>

static void refused(void *to, const char *sentence)
{
	(void)sentence;
	longjmp(*(jmp_buf *)to, 1);
}

static char *printed(const List *l)
{
	char *s = NULL;
	size_t n;
	FILE *f = textstream(&s, &n);

	print(l, f);
	fclose(f);
	return s;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *volatile text = textof(data, n), *once, *twice;
	List *l, *again;
	jmp_buf out;

	catcher = &out;                        /* a shape too large for memory */
	if (!setjmp(out)) {
		l = parse(text, refused, &out);
		verify(l);
		once = printed(l);
		again = parse(once, NULL, NULL);
		twice = printed(again);
		if (strcmp(once, twice)) abort();
		free(once);
		free(twice);
		freelist(l);
		freelist(again);
	}
	catcher = NULL;
	release(text);
	return 0;
}
