/* builtins.hpp -- CUDA's vectors and functions, which are retyped as the source's own are. */
#define WENGERT_VECTOR(T) \
	struct T##2 { T x, y; }; \
	struct T##3 { T x, y, z; }; \
	struct T##4 { T x, y, z, w; }; \
	static inline T##2 make_##T##2(T x, T y) { return { x, y }; } \
	static inline T##3 make_##T##3(T x, T y, T z) { return { x, y, z }; } \
	static inline T##4 make_##T##4(T x, T y, T z, T w) { return { x, y, z, w }; }
WENGERT_VECTOR(float)
WENGERT_VECTOR(double)
static inline float rsqrtf(float x) { return 1 / sqrtf(x); }
static inline double rsqrt(double x) { return 1 / sqrt(x); }
static inline float normcdff(float x) { return erfcf(-x * 0.70710678118654752440f) / 2; }
static inline double normcdf(double x) { return erfc(-x * 0.70710678118654752440) / 2; }
static inline float __saturatef(float x) { return x > 0 ? x < 1 ? x : 1 : 0; }
static inline float __fdividef(float x, float y) { return x / y; }
static inline float fdividef(float x, float y) { return x / y; }
