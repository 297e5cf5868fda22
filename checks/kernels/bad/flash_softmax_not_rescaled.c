/* expect 1: WRONG flash .*found along a random direction|found along a random direction.* WRONG flash  */
#include <math.h>
/* wengert: out[D] = flash(s[T], v[T,D]) overwrites */
#define BLK (16 * sizeof(float))
void flash_forward(float *out, const float *s, const float *v, int T, int D)
{
	float m = -INFINITY, z = 0;
	for (int t = 0; t < T; t++) m = fmaxf(m, s[t]);
	for (int d = 0; d < D; d++) out[d] = 0;
	for (int t = 0; t < T; t++) {
		float p = expf(s[t] - m);
		z += p;
		for (int d = 0; d < D; d++) out[d] += p * v[t * D + d];
	}
	for (int d = 0; d < D; d++) out[d] /= z;
}
void flash_backward(float *ds, float *dv, const float *dout, const float *out, const float *s,
	const float *v, int T, int D)
{
	float m = -INFINITY, z = 0;
	for (int t0 = 0; t0 < T; t0 += (int)BLK) {
		float bm = m;
		int t1 = t0 + (int)BLK < T ? t0 + (int)BLK : T;
		for (int t = t0; t < t1; t++) bm = fmaxf(bm, s[t]);
		float bz = 0;
		for (int t = t0; t < t1; t++) bz += expf(s[t] - bm);
		z = z + bz; /* rescale of z forgotten */
		if (t0 == 0) z = bz;
		m = bm;
	}
	float dl = 0;
	for (int d = 0; d < D; d++) dl += dout[d] * out[d];
	for (int t = 0; t < T; t++) {
		float p = expf(s[t] - m) / z, a = 0;
		for (int d = 0; d < D; d++) {
			a += dout[d] * v[t * D + d];
			dv[t * D + d] = p * dout[d];
		}
		ds[t] = p * (a - dl);
	}
}
