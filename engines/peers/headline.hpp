/* headline.hpp -- the headline problems for any number type A: each tool runs this text, none pays
 *for a walk of ours.
 *
 *	headline(p, x, y)      y[p.ny] from x[p.nx]
 */
#ifndef HEADLINE_HPP
#define HEADLINE_HPP
#include "engines/peers/peer.h"
#include <cmath>
#include <vector>

/* sum 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2 */
template <class A> void rosenbrock(const Problem &p, const A *x, A *y)
{
	A sum = 0.0;

	for (size_t i = 0; i + 1 < p.a; i++) {
		A u = x[i + 1] - x[i] * x[i], w = 1.0 - x[i];

		sum += 100.0 * u * u + w * w;
	}
	*y = sum;
}

template <class A> void speelpenning(const Problem &p, const A *x, A *y)
{
	A all = x[0];

	for (size_t i = 1; i < p.a; i++) all *= x[i];
	*y = all;
}

template <class A> void sinexp(const Problem &p, const A *x, A *y)
{
	using std::sin;
	using std::exp;
	A sum = 0.0;

	for (size_t i = 0; i < p.a; i++) {
		A s = sin(x[i]), e = exp(x[i]);

		sum += s * e;
	}
	*y = sum;
}

/* shifted by the largest, as everyone writes it; extra: a term beside the e^x */
template <class A> A logsum(size_t n, const A *x, double extra = 0)
{
	using std::exp;
	using std::log;
	A most = x[0], sum = 0.0;

	for (size_t i = 1; i < n; i++)
		if (x[i] > most) most = x[i];
	for (size_t i = 0; i < n; i++) {
		A d = x[i] - most;

		sum += exp(d);
	}
	if (extra) {
		A d = -most;

		sum += extra * exp(d);
	}
	A up = log(sum);
	return A(up + most);
}

/* the log likelihood of c points under b Gaussians in a dimensions, less constants: as ADBench has
 * it */
template <class A> void gmm(const Problem &p, const A *x, A *y)
{
	using std::exp;
	size_t d = p.a, K = p.b, tri = d * (d - 1) / 2;
	const A *alpha = x, *mean = x + K, *icf = mean + K * d;
	std::vector<A> diag(K * d), q(K), term(K), far(d), out(d);
	A all = 0.0, prior = 0.0;

	for (size_t k = 0; k < K; k++) {
		const A *c = icf + k * (d + tri);

		q[k] = 0.0;
		for (size_t i = 0; i < d; i++) {
			diag[k * d + i] = exp(c[i]);
			q[k] += c[i];
			prior += diag[k * d + i] * diag[k * d + i];
		}
		for (size_t i = d; i < d + tri; i++) prior += c[i] * c[i];
	}
	for (size_t n = 0; n < p.c; n++) {
		for (size_t k = 0; k < K; k++) {
			const A *l = icf + k * (d + tri) + d;
			A square = 0.0;

			for (size_t i = 0; i < d; i++) {
				far[i] = p.data[n * d + i] - mean[k * d + i];
				out[i] = diag[k * d + i] * far[i];
			}
			for (size_t i = 0; i < d; i++)
				for (size_t j = i + 1; j < d; j++) out[j] += *l++ * far[i];
			for (size_t i = 0; i < d; i++) square += out[i] * out[i];
			term[k] = alpha[k] + q[k] - 0.5 * square;
		}
		all += logsum(K, term.data());
	}
	*y = all - double(p.c) * logsum(K, alpha) + 0.5 * prior;
}

template <class A> A sigmoid(const A &x)
{
	using std::exp;
	A e = exp(-x);

	return A(1.0 / (1.0 + e));
}

/* a layers of b cells over c items, as ADBench has it; data: state, then the items */
template <class A> void lstm(const Problem &p, const A *x, A *y)
{
	using std::tanh;
	size_t b = p.b;
	const A *extra = x + p.a * 8 * b;
	const double *item = p.data + 2 * p.a * b;
	std::vector<A> state(2 * p.a * b), in(b), out(b);
	A total = 0.0;

	for (size_t i = 0; i < state.size(); i++) state[i] = p.data[i];
	for (size_t t = 0; t + 1 < p.c; t++, item += b) {
		for (size_t i = 0; i < b; i++) in[i] = item[i] * extra[i];
		for (size_t l = 0; l < p.a; l++) {
			const A *w = x + l * 8 * b, *bias = w + 4 * b;
			A *h = &state[2 * l * b], *c = h + b;

			for (size_t i = 0; i < b; i++) {
				A f = sigmoid(A(in[i] * w[i] + bias[i])),
				  g = sigmoid(A(h[i] * w[b + i] + bias[b + i]));
				A o = sigmoid(A(in[i] * w[2 * b + i] + bias[2 * b + i])),
				  u = h[i] * w[3 * b + i] + bias[3 * b + i];
				A change = tanh(u);

				c[i] = c[i] * f + g * change;
				A s = tanh(c[i]);
				h[i] = o * s;
				in[i] = h[i];
			}
		}
		for (size_t i = 0; i < b; i++) out[i] = in[i] * extra[b + i] + extra[2 * b + i];
		A norm = logsum(b, out.data(), 2);
		for (size_t i = 0; i < b; i++) total += item[b + i] * (out[i] - norm);
	}
	*y = -total / double((p.c - 1) * b);
}

/* a observations, each its own 15 inputs: rotation 3, centre 3, focus, principal point 2,
 * distortion 2, point 3, weight; both residuals summed over them, so that two rows of the Jacobian
 * are all blocks of 2 x 15 */
template <class A> void bundle(const Problem &p, const A *x, A *y)
{
	using std::sqrt;
	using std::sin;
	using std::cos;
	A sum[2] = { 0.0, 0.0 };

	for (size_t o = 0; o < p.a; o++, x += 15) {
		A far[3] = { x[11] - x[3], x[12] - x[4], x[13] - x[5] };
		A theta = sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]), c = cos(theta),
		  s = sin(theta), inv = 1.0 / theta;
		A w[3] = { x[0] * inv, x[1] * inv, x[2] * inv };
		A cross[3] = { w[1] * far[2] - w[2] * far[1], w[2] * far[0] - w[0] * far[2],
			w[0] * far[1] - w[1] * far[0] };
		A t = (w[0] * far[0] + w[1] * far[1] + w[2] * far[2]) * (1.0 - c),
		  cam[3] = { 0.0, 0.0, 0.0 };

		for (int i = 0; i < 3; i++) cam[i] = far[i] * c + cross[i] * s + w[i] * t;
		A u = cam[0] / cam[2], v = cam[1] / cam[2], r = u * u + v * v,
		  bend = 1.0 + x[9] * r + x[10] * r * r;

		sum[0] += x[14] * (u * bend * x[6] + x[7] - p.data[2 * o]);
		sum[1] += x[14] * (v * bend * x[6] + x[8] - p.data[2 * o + 1]);
	}
	y[0] = sum[0], y[1] = sum[1];
}

/* u[0]' = x[0], u[i]' = x[i] u[i-1] from 0, b steps of Runge-Kutta to time 1; y = sum u.  4 b >= a,
 * or x[a-1] does nothing */
template <class A> void slope(size_t n, const A *x, const A *u, A *du)
{
	du[0] = x[0];
	for (size_t i = 1; i < n; i++) du[i] = x[i] * u[i - 1];
}

template <class A> void ode(const Problem &p, const A *x, A *y)
{
	size_t n = p.a;
	double h = 1 / double(p.b);
	std::vector<A> u(n), v(n), k[4];
	A sum = 0.0;

	for (auto &s : k) s.resize(n);
	for (auto &s : u) s = 0.0;
	for (size_t t = 0; t < p.b; t++) {
		slope(n, x, u.data(), k[0].data());
		for (int s = 1; s < 4; s++) {
			double by = s < 3 ? h / 2 : h;

			for (size_t i = 0; i < n; i++) v[i] = u[i] + by * k[s - 1][i];
			slope(n, x, v.data(), k[s].data());
		}
		for (size_t i = 0; i < n; i++)
			u[i] += h / 6 * (k[0][i] + 2.0 * k[1][i] + 2.0 * k[2][i] + k[3][i]);
	}
	for (size_t i = 0; i < n; i++) sum += u[i];
	*y = sum;
}

/* det of a x a by Laplace's expansion: e a! products, unless minors are shared */
template <class A> A minor(const A *x, size_t n, size_t i, unsigned set)
{
	A sum = 0.0;
	bool minus = false;

	if (i + 1 == n)
		return x[i * n + size_t(__builtin_ctz(set))];
	for (size_t j = 0; j < n; j++) {
		if (!(set >> j & 1))
			continue;
		A m = x[i * n + j] * minor(x, n, i + 1, set & ~(1u << j));

		if (minus) sum -= m;
		else       sum += m;
		minus = !minus;
	}
	return sum;
}

template <class A> void minors(const Problem &p, const A *x, A *y)
{
	*y = minor(x, p.a, 0, (1u << p.a) - 1);
}

/* a layers u <- tanh(W u + b), each of width b with its own W and b, after u; y = sum u^2 */
template <class A> void mlp(const Problem &p, const A *x, A *y)
{
	using std::tanh;
	size_t n = p.b;
	std::vector<A> u(x, x + n), v(n);
	A sum = 0.0;

	x += n;
	for (size_t l = 0; l < p.a; l++, x += n * n + n) {
		for (size_t i = 0; i < n; i++) {
			A s = x[n * n + i];

			for (size_t j = 0; j < n; j++) s += x[i * n + j] * u[j];
			v[i] = tanh(s);
		}
		u.swap(v);
	}
	for (size_t i = 0; i < n; i++) sum += u[i] * u[i];
	*y = sum;
}

template <class A> void headline(const Problem &p, const A *x, A *y)
{
	switch (p.which) {
	case ROSENBROCK:   rosenbrock(p, x, y); break;
	case SPEELPENNING: speelpenning(p, x, y); break;
	case SINEXP:       sinexp(p, x, y); break;
	case LOGSUMEXP:    *y = logsum(p.a, x); break;
	case GMM:          gmm(p, x, y); break;
	case LSTM:         lstm(p, x, y); break;
	case BUNDLE:       bundle(p, x, y); break;
	case ODE:          ode(p, x, y); break;
	case MINORS:       minors(p, x, y); break;
	case MLP:          mlp(p, x, y); break;
	case PROBLEMS:     break;
	}
}
#endif
