/* gate_sign_flipped -- a gate, out = z h + (1 - z) n
 *
 * Wrong: the gradient of z has n - h instead of h - n; those of h and n are right.
 */

/* wengert: out[N] = gate(z[N], h[N], n[N]) */
void gate_forward(double *out, const double *z, const double *h, const double *n, int N)
{
	for (int i = 0; i < N; i++) out[i] = z[i] * h[i] + (1 - z[i]) * n[i];
}

void gate_backward(double *dz, double *dh, double *dn, const double *dout, const double *z,
	const double *h, const double *n, int N)
{
	for (int i = 0; i < N; i++) {
		dz[i] = dout[i] * (h[i] - n[i]);
		dh[i] = dout[i] * z[i];
		dn[i] = dout[i] * (1 - z[i]);
	}
}

/* wengert: out[N] = gate_wrong(z[N], h[N], n[N]) */
void gate_wrong_forward(double *out, const double *z, const double *h, const double *n, int N)
{
	gate_forward(out, z, h, n, N);
}

void gate_wrong_backward(double *dz, double *dh, double *dn, const double *dout, const double *z,
	const double *h, const double *n, int N)
{
	gate_backward(dz, dh, dn, dout, z, h, n, N);
	for (int i = 0; i < N; i++) dz[i] = -dz[i];
}
