/* gelu -- x Phi(x), Phi the normal distribution function: by erf, and by tanh as GPT-2 has it
 *
 *	erf kind    y' = Phi(x) + x phi(x)
 *	tanh kind   y = x s,  s = (1 + tanh u)/2,  u = a (x + b x^3):   y' = s + x sech^2(u)/2 u'
 *
 * sech^2 u = 4 e/(1 + e)^2 with e = e^(-2 abs u): 1 - tanh^2 has no digit left where it matters.
 */
#include <math.h>

/* wengert: out[N] = gelu(inp[N]) */
void gelu_forward(float *out, const float *inp, int N)
{
	for (int i = 0; i < N; i++) out[i] = inp[i] * erfcf(-inp[i] / sqrtf(2.0f)) / 2;
}

void gelu_backward(float *dinp, const float *dout, const float *inp, int N)
{
	const float pi = acosf(-1.0f);

	for (int i = 0; i < N; i++) {
		float x = inp[i], below = erfcf(-x / sqrtf(2.0f)) / 2,
		      density = expf(-x * x / 2) / sqrtf(2 * pi);

		dinp[i] = dout[i] * (below + x * density);
	}
}

#define A 0.7978845608028654f           /* sqrt(2/pi): here it only has to be the same both ways */
#define CUBIC 0.044715f

/* wengert: out[N] = gelutanh(inp[N]) */
void gelutanh_forward(float *out, const float *inp, int N)
{
	for (int i = 0; i < N; i++) {
		float x = inp[i], u = A * (x + CUBIC * x * x * x);

		out[i] = x / (1 + expf(-2 * u));
	}
}

void gelutanh_backward(float *dinp, const float *dout, const float *inp, int N)
{
	for (int i = 0; i < N; i++) {
		float x = inp[i], u = A * (x + CUBIC * x * x * x), du = A * (1 + 3 * CUBIC * x * x);
		float e = expf(-2 * fabsf(u)), s = (u < 0 ? e : 1) / (1 + e),
		      slope = e / ((1 + e) * (1 + e));

		dinp[i] = dout[i] * (s + (slope > 0 ? 2 * x * slope * du : 0));
	}
}
