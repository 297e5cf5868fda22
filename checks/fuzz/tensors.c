/* tensors -- any bytes as a .safetensors file, JSON in front: arrays, or a sentence. */
#include "checks/fuzz/caught.h"
#include "checks/io/safetensors.h"
#include "engines/wengert.h"

static volatile double last;                      /* every element is read */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char file[32];
	int f = fileof(data, n, file);
	jmp_buf out;
	Tensor *t;
	size_t many;

	catcher = &out;
	if (!setjmp(out)) {
		t = readtensors(file, &many);
		for (size_t k = 0; k < many; k++) {
			for (size_t i = 0; t[k].a.x && i < count(&t[k].a.shape); i++)
				last = t[k].a.x[i];
			release(t[k].name), release(t[k].a.x);
		}
		release(t);
	}
	catcher = NULL;
	closefile(f);
	return 0;
}
