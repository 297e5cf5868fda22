/* table -- any bytes as a CSV of an experiment: a table whose every cell can be asked for, or a
 * sentence. */
#include "checks/fuzz/caught.h"
#include "bench/table.h"
#include <stdlib.h>
#include <string.h>

static volatile double last;                      /* every number is read */

static void asked(const Table *t)
{
	char *names = keynames(t);
	double several[4];

	for (size_t r = 0; r < t->n; r++) {
		for (int c = -1; c < (int)t->columns; c++) {
			const char *s = cell(t, r, c);

			last = real(t, r, c) + (double)spaced(s, 4, several);
		}
		if (strlen(keytext(t, r)) > strlen(t->line[r]) + t->columns) abort();
		release(seriesof(t, r, 0));
	}
	for (size_t c = 0; c < t->columns; c++)
		if (column(t, t->name[c]) < 0) abort();
	last = (double)(strlen(told(t, "commit")) + strlen(names));
	release(names);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char file[32], why[WHY] = "";
	int f = fileof(data, n, file);
	jmp_buf out;
	Table *t;

	catcher = &out;
	if (!setjmp(out)) {
		t = newtable(file, why);
		if (!t && !*why) abort();
		if (t) asked(t), freetable(t);
	}
	catcher = NULL;
	closefile(f);
	return 0;
}
