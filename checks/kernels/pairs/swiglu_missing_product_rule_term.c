/* swiglu_missing_product_rule_term -- swiglu, out = a sigmoid(a) b
 *
 * Wrong: the derivative of sigmoid(a) is missing: da = g b sigmoid(a).
 */
#include <math.h>

/* wengert: out[N] = swiglu(a[N], b[N]) accumulates */
void swiglu_forward(float *out, const float *a, const float *b, int N)
{
	for (int i = 0; i < N; i++) out[i] = a[i] / (1.0f + expf(-a[i])) * b[i];
}

void swiglu_backward(float *da, float *db, const float *dout, const float *a, const float *b, int N)
{
	for (int i = 0; i < N; i++) {
		float s = 1.0f / (1.0f + expf(-a[i])), t = 1.0f / (1.0f + expf(a[i]));

		da[i] += dout[i] * b[i] * s * (1.0f + a[i] * t);
		db[i] += dout[i] * a[i] * s;
	}
}

/* wengert: out[N] = swiglu_wrong(a[N], b[N]) accumulates */
void swiglu_wrong_forward(float *out, const float *a, const float *b, int N)
{
	swiglu_forward(out, a, b, N);
}

void swiglu_wrong_backward(float *da, float *db, const float *dout, const float *a, const float *b,
	int N)
{
	for (int i = 0; i < N; i++) {
		float s = 1.0f / (1.0f + expf(-a[i]));

		da[i] += dout[i] * b[i] * s;
		db[i] += dout[i] * a[i] * s;
	}
}
