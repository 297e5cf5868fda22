/* normalise -- y = x/(sum x^2 + 1) along each row, scaled by w: one template, three types
 *
 * With s = sum x^2 + 1 and h = w g:  gx = h/s - 2 x sum(h x)/s^2,   gw = sum_b g x/s
 */
#include "wengert_kit.h"

namespace {

struct Rows { size_t b, c; };

Rows rows(const wengert_tensor &t) { return { t.dim[0], t.dim[1] }; }

template<class T> T *numbers(const wengert_tensor &t) { return static_cast<T *>(t.data); }

template<class T> T spread(const T *x, size_t n)
{
	T s = 1;

	for (size_t c = 0; c < n; c++) s += x[c] * x[c];
	return s;
}

template<class T> void forward(const wengert_tensor *in, wengert_tensor *out)
{
	const Rows n = rows(in[0]);
	const T *x = numbers<T>(in[0]), *w = numbers<T>(in[1]);
	T *y = numbers<T>(out[0]);

	for (size_t b = 0; b < n.b; b++, x += n.c, y += n.c) {
		const T s = spread(x, n.c);

		for (size_t c = 0; c < n.c; c++) y[c] = w[c] * x[c] / s;
	}
}

/* in: x, w, y, gy; out: gx, gw */
template<class T> void backward(const wengert_tensor *in, wengert_tensor *out)
{
	const Rows n = rows(in[0]);
	const T *x = numbers<T>(in[0]), *w = numbers<T>(in[1]), *g = numbers<T>(in[3]);
	T *gx = numbers<T>(out[0]), *gw = numbers<T>(out[1]);

	for (size_t b = 0; b < n.b; b++, x += n.c, g += n.c, gx += n.c) {
		const T s = spread(x, n.c);
		T along = 0;

		for (size_t c = 0; c < n.c; c++) along += w[c] * g[c] * x[c];
		for (size_t c = 0; c < n.c; c++) {
			gx[c] += (w[c] * g[c] - 2 * x[c] * along / s) / s;
			gw[c] += g[c] * x[c] / s;
		}
	}
}

int normalise(const wengert_tensor *in, wengert_tensor *out)
{
	switch (in[0].type) {
	case WENGERT_F32:  forward<float>(in, out); return WENGERT_OK;
	case WENGERT_F64:  forward<double>(in, out); return WENGERT_OK;
	case WENGERT_F128: forward<wengert_quad>(in, out); return WENGERT_OK;
	default:           return WENGERT_UNABLE;
	}
}

int normalise_vjp(const wengert_tensor *in, wengert_tensor *out)
{
	switch (in[0].type) {
	case WENGERT_F32:  backward<float>(in, out); return WENGERT_OK;
	case WENGERT_F64:  backward<double>(in, out); return WENGERT_OK;
	case WENGERT_F128: backward<wengert_quad>(in, out); return WENGERT_OK;
	default:           return WENGERT_UNABLE;
	}
}

const wengert_arg in[] = { WENGERT_ARG("x", "B C"), WENGERT_ARG("w", "C") };
const wengert_arg out[] = { WENGERT_ARG("y", "B C") };
const wengert_prim prim = WENGERT_PRIM("normalise", in, out,
	WENGERT_F32 | WENGERT_F64 | WENGERT_F128, normalise, normalise_vjp, nullptr, nullptr);
}

WENGERT_PRIMS(&prim)
