/* primal.c -- scalar loops; compiled with -O3 -march=native, for this is what a gradient is
 * measured against. */
#include "bench/primal.h"
#include <math.h>
#include <string.h>

void plain_rosenbrock(const double *x, double *y, int depth, int n)
{
	double sum = 0;

	for (int i = 0; i < n - 1; i++) {
		double u = x[i + 1] - x[i]*x[i], w = 1 - x[i];

		sum += 100*u*u + w*w;
	}
	*y = sum;
}

void plain_speelpenning(const double *x, double *y, int depth, int n)
{
	double p = 1;

	for (int i = 0; i < n; i++) p *= x[i];
	*y = p;
}

void plain_sinexp(const double *x, double *y, int depth, int n)
{
	double sum = 0;

	for (int i = 0; i < n; i++) sum += sin(x[i]) * exp(x[i]);
	*y = sum;
}

void plain_logsumexp(const double *x, double *y, int depth, int n)
{
	double m = -INFINITY, sum = 0;

	for (int i = 0; i < n; i++) m = x[i] > m ? x[i] : m;
	for (int i = 0; i < n; i++) sum += exp(x[i] - m);
	*y = m + log(sum);
}

void plain_lseplain(const double *x, double *y, int depth, int n)
{
	double sum = 0;

	for (int i = 0; i < n; i++) sum += exp(x[i]);
	*y = log(sum);
}

/* A and b as checks/functions/leastsquares.c has them */
void plain_leastsquares(const double *x, double *y, int m, int n)
{
	double sum = 0;

	for (int i = 0; i < m; i++) {
		double r = (1 + 3*i % 7) / 8.;

		for (int j = 0; j < n; j++) r += (1 + (3*i + 5*j) % 7) / 8. * x[j];
		sum += r*r;
	}
	*y = sum / 2;
}

void plain_gmm(const double *x, double *y, int n, int K)
{
	const double *a = x, *m = x + K, *q = x + 3*K;
	double all, sum = 0, t[K];

	plain_logsumexp(a, &all, 0, K);
	for (int i = 0; i < n; i++) {
		double one, p[2] = { (10*i + 3) % 16 / 8. - 1, (10*i + 8) % 16 / 8. - 1 };

		for (int k = 0; k < K; k++) {
			double dx = p[0] - m[2*k], dy = p[1] - m[2*k + 1];

			t[k] = a[k] + q[k] - exp(q[k])/2 * (dx*dx + dy*dy);
		}
		plain_logsumexp(t, &one, 0, K);
		sum += one;
	}
	*y = n * all - sum;
}

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

void plain_lstm(const double *x, double *y, int depth, int n)
{
	const double *W = x, *b = W + 8*n*n, *in = b + 4*n;
	double h[n], c[n], z[4*n], sum = 0;

	memcpy(h, in + n, sizeof h);
	memcpy(c, in + 2*n, sizeof c);
	for (int t = 0; t < depth; t++) {
		for (int i = 0; i < 4*n; i++) {
			z[i] = b[i];
			for (int k = 0; k < n; k++)
				z[i] += W[2 * n * i + k] * in[k] + W[2 * n * i + n + k] * h[k];
		}
		for (int i = 0; i < n; i++) {
			c[i] = sigmoid(z[n + i]) * c[i] + sigmoid(z[i]) * tanh(z[3*n + i]);
			h[i] = sigmoid(z[2*n + i]) * tanh(c[i]);
		}
	}
	for (int i = 0; i < n; i++) sum += h[i];
	*y = sum;
}

void plain_mlp(const double *x, double *y, int depth, int n)
{
	double h[n], z[n], sum = 0;

	memcpy(h, x, sizeof h);
	x += n;
	for (int t = 0; t < depth; t++, x += n*n + n) {
		for (int i = 0; i < n; i++) {
			z[i] = x[n*n + i];
			for (int k = 0; k < n; k++) z[i] += x[n*i + k] * h[k];
		}
		for (int i = 0; i < n; i++) h[i] = tanh(z[i]);
	}
	for (int i = 0; i < n; i++) sum += h[i]*h[i];
	*y = sum;
}

void plain_bundle(const double *x, double *y, int depth, int n)
{
	const double *w = x, *t = x + 3;
	double s = w[0] * w[0] + w[1] * w[1] + w[2] * w[2], a = sqrt(s), c = cos(a),
	       sa = sin(a) / a, ca = (1 - c) / s;

	for (int i = 0; i < n; i++) {
		const double *X = x + 11 + 3*i;
		double along = (w[0]*X[0] + w[1]*X[1] + w[2]*X[2]) * ca;
		double p0 = X[0]*c + (w[1]*X[2] - w[2]*X[1])*sa + along*w[0] + t[0];
		double p1 = X[1]*c + (w[2]*X[0] - w[0]*X[2])*sa + along*w[1] + t[1];
		double p2 = X[2]*c + (w[0]*X[1] - w[1]*X[0])*sa + along*w[2] + t[2];
		double q0 = -p0 / p2, q1 = -p1 / p2, r = q0 * q0 + q1 * q1,
		       scale = x[6] * (1 + r * (x[9] + x[10] * r));

		y[2*i] = scale*q0 + x[7] - 0.25;
		y[2*i + 1] = scale*q1 + x[8] + 0.125;
	}
}

static void slope(int n, const double *x, const double *z, double *d)
{
	d[0] = x[0];
	for (int i = 1; i < n; i++) d[i] = (i + 1) * x[i] * z[i - 1];
}

void plain_odechain(const double *x, double *y, int depth, int n)
{
	double z[n], t[n], a[n], b[n], c[n], d[n], h = 1. / depth;

	memset(z, 0, sizeof z);
	for (int s = 0; s < depth; s++) {
		slope(n, x, z, a);
		for (int i = 0; i < n; i++) t[i] = z[i] + h/2 * a[i];
		slope(n, x, t, b);
		for (int i = 0; i < n; i++) t[i] = z[i] + h/2 * b[i];
		slope(n, x, t, c);
		for (int i = 0; i < n; i++) t[i] = z[i] + h * c[i];
		slope(n, x, t, d);
		for (int i = 0; i < n; i++) z[i] += h/6 * (a[i] + d[i] + 2 * (b[i] + c[i]));
	}
	*y = z[n - 1];
}

static double minors(const double *a, int n, int i, unsigned set)
{
	double sum = 0, sign = 1;

	if (i == n)
		return 1;
	for (int j = 0; j < n; j++)
		if (set >> j & 1) {
			sum += sign * a[i*n + j] * minors(a, n, i + 1, set & ~(1u << j));
			sign = -sign;
		}
	return sum;
}

void plain_minors(const double *x, double *y, int depth, int n)
{
	*y = minors(x, n, 0, (1u << n) - 1);
}

void plain_ludet(const double *x, double *y, int depth, int n)
{
	double A[n][n], det = 1;

	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++) A[i][j] = (x[i*n + j] + (i == j ? 2*n : 0)) / (2*n);
	for (int k = 0; k < n; k++) {
		det *= A[k][k];
		for (int i = k + 1; i < n; i++) {
			double m = A[i][k] / A[k][k];

			for (int j = k + 1; j < n; j++) A[i][j] -= m * A[k][j];
		}
	}
	*y = det;
}
