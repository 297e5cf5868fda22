/* bilinear -- y = sum_ij a[i] W[i,j] b[j], and pick, y[k] = table[row[k]], in binary64 and
 *binary128
 *
 *	ga = g W b,   gW = g a b',   gb = g W' a;     gtable[r] = sum of g[k] over row[k] = r
 */
#include "wengert_kit.h"

/* one text for two types, as a C library without templates does it */
#define KERNELS(T, name) \
	static void bilinear_##name(const wengert_tensor *in, wengert_tensor *out) \
	{ \
		const T *a = (const T *)in[0].data, *W = (const T *)in[1].data, \
			*b = (const T *)in[2].data; \
		size_t m = in[0].dim[0], n = in[2].dim[0], i, j; \
		T sum = 0; \
\
		for (i = 0; i < m; i++) \
			for (j = 0; j < n; j++) sum += a[i] * W[i * n + j] * b[j]; \
		*(T *)out[0].data = sum; \
	} \
	static void bilinear_##name##_vjp(const wengert_tensor *in, wengert_tensor *out) \
	{ \
		const T *a = (const T *)in[0].data, *W = (const T *)in[1].data, \
			*b = (const T *)in[2].data; \
		const T g = *(const T *)in[4].data; \
		T *ga = (T *)out[0].data, *gW = (T *)out[1].data, *gb = (T *)out[2].data; \
		size_t m = in[0].dim[0], n = in[2].dim[0], i, j; \
\
		for (i = 0; i < m; i++) \
			for (j = 0; j < n; j++) { \
				ga[i] += g * W[i * n + j] * b[j]; \
				gW[i * n + j] += g * a[i] * b[j]; \
				gb[j] += g * a[i] * W[i * n + j]; \
			} \
	} \
	static void pick_##name(const wengert_tensor *in, wengert_tensor *out) \
	{ \
		size_t n = out[0].dim[0], k; \
\
		for (k = 0; k < n; k++) \
			((T *)out[0].data)[k] = ((const T *)in[0].data)[wengert_i32(&in[1])[k]]; \
	} \
	static void pick_##name##_vjp(const wengert_tensor *in, wengert_tensor *out) \
	{ \
		size_t n = in[3].dim[0], k; \
\
		for (k = 0; k < n; k++) \
			((T *)out[0].data)[wengert_i32(&in[1])[k]] += ((const T *)in[3].data)[k]; \
	}
KERNELS(double, f64)
KERNELS(wengert_quad, f128)

#define BYTYPE(f, suffix) \
	static int f##suffix(const wengert_tensor *in, wengert_tensor *out) \
	{ \
		if (in[0].type == WENGERT_F64) \
			f##_f64##suffix(in, out); \
		else if (in[0].type == WENGERT_F128) \
			f##_f128##suffix(in, out); \
		else \
			return WENGERT_UNABLE; \
		return WENGERT_OK; \
	}
BYTYPE(bilinear, )
BYTYPE(bilinear, _vjp)
BYTYPE(pick, )
BYTYPE(pick, _vjp)

static const wengert_arg bilinear_in[] = { WENGERT_ARG("a", "M"), WENGERT_ARG("W", "M N"),
	WENGERT_ARG("b", "N") };
static const wengert_arg bilinear_out[] = { WENGERT_ARG("y", "") };
static const wengert_arg pick_in[] = { WENGERT_ARG("table", "R"),
	WENGERT_CLASSES("row", "K", "R") };
static const wengert_arg pick_out[] = { WENGERT_ARG("y", "K") };

static const wengert_prim bilinear_prim = WENGERT_PRIM("bilinear", bilinear_in, bilinear_out,
	WENGERT_F64 | WENGERT_F128, bilinear, bilinear_vjp, NULL, "dot(a, W @ b)");
static const wengert_prim pick_prim = WENGERT_PRIM("pick", pick_in, pick_out,
	WENGERT_F64 | WENGERT_F128, pick, pick_vjp, NULL, NULL);

WENGERT_PRIMS(&bilinear_prim, &pick_prim)
