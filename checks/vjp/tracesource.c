/* tracesource.c -- the source of a kernel as C++ on the scalar of trace.hpp.
 *
 * What system headers declare stands first, as it is.  After it float and double are the scalar, in
 * a kernel of doubles double alone; a literal is the decimal that stands there, not the nearest
 * number to it.
 */
#include "checks/vjp/entries.h"
#include "checks/vjp/retype.h"
#include "checks/vjp/tokens.h"
#include "checks/vjp/tracer.h"
#include <string.h>

static const char header[] =
#include "checks/vjp/trace.inc"
	;

typedef struct { char *s; size_t n, room; } Text;

static void add(Text *t, const char *s, size_t n)
{
	t->s = grow(t->s, &t->room, t->n + n + 1, 1);
	memcpy(t->s + t->n, s, n);
	t->s[t->n += n] = 0;
}

static void addtext(Text *t, char *s)
{
	add(t, s, strlen(s));
	release(s);
}

/* ---- functions of C's library ------------------------------------------------------------- */

/* expf, exp, expl: of a scalar, and of a whole number, which C would round */
static void oneargument(Text *t, const char *name, const char *suffix, int k, bool step)
{
	const char *type = step ? "wengert_step" : "wengert_scalar",
		   *make = step ? "wengert_whole" : "wengert_row";

	addtext(t, text("inline %s %s%s(wengert_scalar a) { return %s(wengert_program->apply(%d, "
			"a.r, 0)); }\n",
		type, name, suffix, make, k));
	addtext(t, text("template <class T, WENGERT_INTEGER(T)> %s %s%s(T a) { return "
			"%s%s(wengert_scalar(a)); }\n",
		type, name, suffix, name, suffix));
}

static void twoarguments(Text *t, const char *name, const char *suffix, int k)
{
	addtext(t, text("inline wengert_scalar %s%s(wengert_scalar a, wengert_scalar b) { return "
			"wengert_row(wengert_program->apply(%d, a.r, b.r)); }\n",
		name, suffix, k));
	addtext(t, text("template <class T, WENGERT_NUMBER(T)> wengert_scalar %s%s(wengert_scalar "
			"a, T b) { return %s%s(a, wengert_scalar(b)); }\n"
			"template <class T, WENGERT_NUMBER(T)> wengert_scalar %s%s(T a, "
			"wengert_scalar b) { return %s%s(wengert_scalar(a), b); }\n",
		name, suffix, name, suffix, name, suffix, name, suffix));
}

static const char *const tests[][2] = { { "isnan", "kind(a.r) != 0" },
	{ "isinf", "kind(a.r) != 0" }, { "isfinite", "kind(a.r) == 0" },
	{ "isnormal", "kind(a.r) == 0" }, { "signbit", "compare(0, a.r, 0)" } };

/* what stands in others, and std:: has too */
static const char *const more[] = { "fma", "copysign", "fdim", "ldexp", "scalbn", "lround",
	"llround", "rint", "nearbyint", "lrint", "llrint", "remainder", "modf" };

static const char others[] =
	"inline wengert_scalar operator-(wengert_scalar a) { return wengert_neg(a); }\n"
	"inline wengert_scalar operator+(wengert_scalar a) { return a; }\n"
	"inline wengert_scalar &operator++(wengert_scalar &a) { return a = a + 1; }\n"
	"inline wengert_scalar &operator--(wengert_scalar &a) { return a = a - 1; }\n"
	"inline wengert_scalar operator++(wengert_scalar &a, int)\n"
	"{ wengert_scalar b = a; a = a + 1; return b; }\n"
	"inline wengert_scalar operator--(wengert_scalar &a, int)\n"
	"{ wengert_scalar b = a; a = a - 1; return b; }\n"
	/* a half goes to the even one of its neighbours */
	"inline wengert_step wengert_even(wengert_scalar a)\n"
	"{ wengert_step n = floor(a + 0.5); wengert_scalar h = n / 2;\n"
	"  return n - a == 0.5 && h != floor(h) ? floor(a) : n; }\n"
	"#define WENGERT_MORE(f) \\\n"
	"	inline wengert_scalar fma##f(wengert_scalar a, wengert_scalar b, wengert_scalar c) "
	"\\\n"
	"	{ return a * b + c; } \\\n"
	"	inline wengert_scalar copysign##f(wengert_scalar a, wengert_scalar b) \\\n"
	"	{ return b < 0 ? -fabs(a) : fabs(a); } \\\n"
	"	inline wengert_scalar fdim##f(wengert_scalar a, wengert_scalar b) \\\n"
	"	{ return a > b ? a - b : wengert_scalar(0); } \\\n"
	"	inline wengert_scalar ldexp##f(wengert_scalar a, int k) \\\n"
	"	{ for (; k > 0; k--) a = a * 2; for (; k < 0; k++) a = a / 2; return a; } \\\n"
	"	inline wengert_scalar scalbn##f(wengert_scalar a, int k) \\\n"
	"	{ return ldexp(a, k); } \\\n"
	"	inline long lround##f(wengert_scalar a) { return (long)round(a); } \\\n"
	"	inline long long llround##f(wengert_scalar a) { return (long)round(a); } \\\n"
	"	inline wengert_step rint##f(wengert_scalar a) { return wengert_even(a); } \\\n"
	"	inline wengert_step nearbyint##f(wengert_scalar a) { return wengert_even(a); } \\\n"
	"	inline long lrint##f(wengert_scalar a) { return (long)wengert_even(a); } \\\n"
	"	inline long long llrint##f(wengert_scalar a) { return (long)wengert_even(a); } \\\n"
	"	inline wengert_scalar remainder##f(wengert_scalar a, wengert_scalar b) \\\n"
	"	{ return a - b * wengert_even(a / b); } \\\n"
	"	inline wengert_scalar modf##f(wengert_scalar a, wengert_scalar *whole) \\\n"
	"	{ *whole = trunc(a); return a - *whole; } \\\n"
	"	inline void sincos##f(wengert_scalar a, wengert_scalar *s, wengert_scalar *c) \\\n"
	"	{ *s = sin(a), *c = cos(a); }\n"
	"WENGERT_MORE() WENGERT_MORE(f)\n";

static void functions(Text *t, bool cplus)
{
	static const char *const suffixes[] = { "", "f", "l" };
	int k = 0;

	for (int s = 0; s < 3; s++) {
		k = 0;
#define T0(op, p, P) k++;
#define T1(c, p, P) oneargument(t, #c, suffixes[s], k++, false);
#define T2(c, p, P) twoarguments(t, #c, suffixes[s], k++);
#define TW(c) oneargument(t, #c, suffixes[s], k++, true);
#include "checks/vjp/trace.def"
	}
	k = 0;
#define T0(op, p, P) addtext(t, text("WENGERT_OPERATOR(%s, %d)\n", #op, k++));
#define T1(c, p, P) k++;
#define T2(c, p, P) k++;
#define TW(c) k++;
#include "checks/vjp/trace.def"
	add(t, others, strlen(others));
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
		addtext(t,
			text("inline bool %s(wengert_scalar a) { return wengert_program->%s; }\n",
				tests[i][0], tests[i][1]));
	if (!cplus) return;
	addtext(t, text("namespace std {\n"));
#define T0(...)
#define T1(c, p, P) if (*#c != 'w') addtext(t, text("using ::%s;\n", #c));
#define T2(c, p, P) addtext(t, text("using ::%s;\n", #c));
#define TW(c) addtext(t, text("using ::%s;\n", #c));
#include "checks/vjp/trace.def"
	addtext(t, text("inline wengert_scalar abs(wengert_scalar a) { return ::fabs(a); }\n"));
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		addtext(t, text("using ::%s;\n", more[i]));
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
		addtext(t, text("using ::%s;\n", tests[i][0]));
	addtext(t, text("}\n"));
}

/* ---- the source --------------------------------------------------------------------------- */

static void numeral(Text *t, const Token *k, Base base)
{
	bool hex = k->n > 1 && (k->s[1] | 32) == 'x', real = false;
	size_t n = k->n;
	char last = (char)(k->s[n - 1] | 32);

	for (size_t i = 0; i < n; i++)
		real |= k->s[i] == '.' || (k->s[i] | 32) == (hex ? 'p' : 'e');
	if (!real || (base == REAL64 && last == 'f')) {
		add(t, k->s, n);
		return;
	}
	if (last == 'f' || last == 'l') n--;
	add(t, k->s, n);
	add(t, "_W", 2);
}

/* the numbers of the kernel's own type, exactly: those that a C++ compiler knows by __DBL_MAX__ are
 * casts to double, and that is the scalar here */
static bool limit(Text *t, const Token *k, Base base)
{
	static const struct { const char *name, *is; } limits[] = { { "FLT_MAX", "0x1.fffffep127" },
		{ "FLT_MIN", "0x1p-126" }, { "FLT_EPSILON", "0x1p-23" },
		{ "DBL_MAX", "0x1.fffffffffffffp1023" }, { "DBL_MIN", "0x1p-1022" },
		{ "DBL_EPSILON", "0x1p-52" }, { "FLT_MANT_DIG", NULL }, { "DBL_MANT_DIG", NULL } };

	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
		bool own = base == REAL32 || *k->s == 'D';

		if (!is(k, limits[i].name)) continue;
		addtext(t, limits[i].is && own ? text("%s_W", limits[i].is)
					       : text("__%s__", limits[i].name));
		return true;
	}
	return false;
}

static void source(Text *t, const char *own, Base base)
{
	size_t n;
	Token *k = tokens(own, &n);

	for (size_t i = 0; i + 1 < n; i++) {
		const char *value = k[i].kind == WORD ? constantof(&k[i]) : NULL;

		if (k[i].kind == WORD && is(&k[i], "long") && i + 2 < n && is(&k[i + 2], "double"))
			continue;
		if (k[i].kind == NUMERAL) numeral(t, &k[i], base);
		else if (value) add(t, value, strlen(value)), add(t, "_W", 2);
		else if (k[i].kind != WORD || !limit(t, &k[i], base)) add(t, k[i].s, k[i].n);
	}
	release(k);
}

/* what C says and C++ does not */
static const char asc[] =
	"#define restrict __restrict\n#define _Bool bool\n#define _Noreturn\n"
	"#define _Static_assert static_assert\n#define _Alignas alignas\n#define _Alignof alignof\n"
	"#define _Float32 float\n#define _Float64 double\n#define _Float32x double\n"
	"#define _Float64x long double\n#define _Float128 __float128\n#define _Complex\n";

/* of numbers that are as wide as one likes: those of the type it stands for */
static const char limits[] =
	"#ifdef _GLIBCXX_NUMERIC_LIMITS\n"
	"namespace std { template <> struct numeric_limits<wengert_scalar> : "
	"numeric_limits<%s> { }; }\n"
	"#endif\n";

char *tracecode(const char *foreign, const char *renames, const char *own, const char *entries,
	Base base, bool cplus)
{
	Text t = { 0 };
	const char *type = base == REAL32 ? "float" : "double";

	if (!cplus) add(&t, asc, strlen(asc));
	addtext(&t, text(cplus ? "%s\n" : "extern \"C\" {\n%s\n}\n", foreign));
	add(&t, header, strlen(header));
	functions(&t, cplus);
	if (cplus) addtext(&t, text(limits, type));
	addtext(&t, text("#define double wengert_scalar\n%s",
		base == REAL32 ? "#define float wengert_scalar\n" : ""));
	add(&t, renames, strlen(renames));
	source(&t, own, base);
	addtext(&t, text("\n#line 1 \"entries\"\nextern \"C\" {\n%s\n}\n", entries));
	return t.s;
}
