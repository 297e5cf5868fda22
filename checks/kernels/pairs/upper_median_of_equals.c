/* upper_median_of_equals -- the third of four: where all are equal none moves it alone
 *
 * Wrong: where three are equal none of them gets a gradient.
 */
#include <math.h>

static void order(const float *x, int *ix, int n)
{
	for (int i = 0; i < n; i++) {
		int j = i;

		for (; j > 0 && x[ix[j - 1]] > x[i]; j--) ix[j] = ix[j - 1];
		ix[j] = i;
	}
}

/* wengert: out[1] = upmed(x[4]) overwrites */
void upmed_forward(float *out, const float *x)
{
	int ix[4];

	order(x, ix, 4);
	out[0] = x[ix[2]];
}

void upmed_backward(float *dx, const float *dout, const float *x)
{
	int ix[4];

	order(x, ix, 4);
	for (int i = 0; i < 4; i++) dx[i] = 0;
	dx[ix[2]] = *dout;
}

/* wengert: out[1] = upmed_wrong(x[4]) overwrites */
void upmed_wrong_forward(float *out, const float *x)
{
	int ix[4];

	order(x, ix, 4);
	out[0] = x[ix[2]];
}

void upmed_wrong_backward(float *dx, const float *dout, const float *x)
{
	int ix[4];

	order(x, ix, 4);
	for (int i = 0; i < 4; i++) dx[i] = 0;
	if (x[ix[0]] != x[ix[2]] && x[ix[1]] != x[ix[3]]) dx[ix[2]] = *dout;
}
