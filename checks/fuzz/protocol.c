/* protocol -- any bytes as messages of GradBench: an answer a line, or a sentence.
 *
 * Runs that a message asks for by their number or time are left out: they would be had.
 */
#include "checks/fuzz/caught.h"
#include "checks/commands/commands.h"
#include "engines/wengert.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static char name[] = "gradbench", engine[] = "--engine", reverse[] = "reverse";
	char *argv[] = { name, engine, reverse, NULL }, *text = textof(data, n), file[32];
	int f;
	jmp_buf out;

	if (!strstr(text, "min_")) {
		f = fileof(data, n, file);
		if (!freopen(file, "r", stdin) || !freopen("/dev/null", "w", stdout)) abort();
		catcher = &out;
		if (!setjmp(out)) cmd_gradbench(3, argv);
		catcher = NULL;
		closefile(f);
	}
	release(text);
	return 0;
}
