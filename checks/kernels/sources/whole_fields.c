/* expect 0: OK power .* truth by tracing and proof */
#include <stdbool.h>
enum act { PLAIN, SQUARED };
struct conf {
	enum act kind;
	bool twice;
	unsigned char p;
	long q;
	float a;
};
/* wengert: y[N] = power(x[N], a) as conf { kind = 1, twice = 1, p = 3, q = 2 * N, a = a }
 * overwrites */
void power_forward(float *y, const float *x, const struct conf *c, int N)
{
	for (int n = 0; n < N; n++)
		y[n] = (float)((c->twice ? 2 : 1) * c->p * c->q) * c->a *
			(c->kind == SQUARED ? x[n] * x[n] : x[n]);
}
void power_backward(float *dx, float *da, const float *dy, const float *x, const struct conf *c,
	int N)
{
	float k = (float)((c->twice ? 2 : 1) * c->p * c->q);

	*da = 0;
	for (int n = 0; n < N; n++) {
		dx[n] = k * c->a * dy[n] * (c->kind == SQUARED ? 2 * x[n] : 1);
		*da += k * dy[n] * (c->kind == SQUARED ? x[n] * x[n] : x[n]);
	}
}
