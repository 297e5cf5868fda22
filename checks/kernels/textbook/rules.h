/* rules.h -- derivatives as textbooks write them, in a number type T: from the argument, or from
 * the result y that was saved in T.  Computed in float and rounded once: W widens, N rounds.
 *
 * The first rule of each function cancels nowhere.
 */
#include <math.h>

#define RULE(name, f, df) \
	T name(T x) \
	{ \
		float v = W(x); \
		return N(f); \
	} \
	T name##_vjp(T x, T saved, T g) \
	{ \
		float v = W(x), y = W(saved); \
		(void)v, (void)y; \
		return N(W(g) * (df)); \
	}

static inline float sech2(float v)
{
	float e = expf(-2 * fabsf(v));

	return 4 * e / ((1 + e) * (1 + e));
}

static inline float logistic(float v) { return 1 / (1 + expf(-v)); }

static inline float bell(float v) { return expf(-v * v / 2) * 0.398942280401432678f; }

static inline float below(float v) { return 0.5f * erfcf(-v * 0.707106781186547524f); }

RULE(tanh_sech2,        tanhf(v),                              sech2(v))
RULE(tanh_1_minus_y2,   tanhf(v),                              1 - y * y)
RULE(tanh_1_minus_t2,   tanhf(v),                              1 - tanhf(v) * tanhf(v))
RULE(gelu_erfc,         v * below(v),                          below(v) + v * bell(v))
RULE(gelu_erf,          v * below(v),                          0.5f * (1 + erff(v * 0.707106781186547524f)) + v * bell(v))
RULE(sigmoid_s_s,       logistic(v),                           logistic(v) * logistic(-v))
RULE(sigmoid_y_1_y,     logistic(v),                           y * (1 - y))
RULE(softplus_logistic, fmaxf(v, 0) + log1pf(expf(-fabsf(v))), logistic(v))
RULE(softplus_1_exp_y,  fmaxf(v, 0) + log1pf(expf(-fabsf(v))), 1 - expf(-y))
RULE(silu_logistic,     v * logistic(v),                       logistic(v) * (1 + v * logistic(-v)))
RULE(silu_from_y,       v * logistic(v),                       y + logistic(v) * (1 - y))
RULE(rsqrt_half_y_x,    1 / sqrtf(v),                          -0.5f * y / v)
RULE(rsqrt_half_y3,     1 / sqrtf(v),                          -0.5f * y * y * y)
