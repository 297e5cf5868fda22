/* npy -- any bytes as a .npy file: an array, or a sentence. */
#include "checks/fuzz/caught.h"
#include "checks/io/npy.h"

static volatile double last;                      /* every element is read */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char file[32];
	int f = fileof(data, n, file);
	jmp_buf out;
	Npy a;

	catcher = &out;
	if (!setjmp(out)) {
		a = readnpy(file);
		for (size_t k = 0; k < count(&a.shape); k++) last = a.x[k];
		release(a.x);
	}
	catcher = NULL;
	closefile(f);
	return 0;
}
