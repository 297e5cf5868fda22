/* retype.c -- float becomes double or binary128, token by token; lines stay where they are.
 *
 * In a float kernel both float and double widen; in a double kernel float stays: a float32
 * intermediate in it is a fault to be seen, not to be widened away.  A literal loses its suffix:
 * 0.044715f means 0.044715.
 */
#include "checks/vjp/retype.h"
#include "checks/vjp/tokens.h"
#include <ctype.h>
#include <fenv.h>
#include <string.h>

static const char *const unary[] = { "acos", "acosh", "asin", "asinh", "atan", "atanh", "cbrt",
	"ceil", "cos", "cosh", "erf", "erfc", "exp", "exp2", "expm1", "fabs", "floor", "lgamma",
	"log", "log10", "log1p", "log2", "logb", "rint", "round", "nearbyint", "sin", "sinh",
	"sqrt", "tan", "tanh", "tgamma", "trunc", "j0", "j1", "y0", "y1", NULL };
static const char *const binary[] = { "atan2", "copysign", "fdim", "fmax", "fmin", "fmod", "hypot",
	"pow", "nextafter", "remainder", NULL };
static const char *const exact[] = { "ceil", "fabs", "floor", "logb", "rint", "round", "nearbyint",
	"sqrt", "trunc", "copysign", "fdim", "fmax", "fmin", "fmod", "nextafter", "remainder",
	NULL };
static const struct { const char *name, *type, *parameters; } odd[] = {
	{ "fma", "Q", "Q, Q, Q" },
	{ "ldexp", "Q", "Q, int" },
	{ "scalbn", "Q", "Q, int" },
	{ "scalbln", "Q", "Q, long" },
	{ "frexp", "Q", "Q, int *" },
	{ "modf", "Q", "Q, Q *" },
	{ "ilogb", "int", "Q" },
	{ "lrint", "long", "Q" },
	{ "lround", "long", "Q" },
	{ "llround", "long long", "Q" },
	{ "llrint", "long long", "Q" },
	{ "jn", "Q", "int, Q" },
	{ "yn", "Q", "int, Q" },
	{ "sincos", "void", "Q, Q *, Q *" },
};
static const struct { const char *name, *value; } constants[] = {
	{ "M_PI", "3.14159265358979323846264338327950288419716939937510" },
	{ "M_PI_2", "1.57079632679489661923132169163975144209858469968755" },
	{ "M_PI_4", "0.78539816339744830961566084581987572104929234984378" },
	{ "M_1_PI", "0.31830988618379067153776752674502872406891929148091" },
	{ "M_2_PI", "0.63661977236758134307553505349005744813783858296183" },
	{ "M_2_SQRTPI", "1.12837916709551257389615890312154517168810125865800" },
	{ "M_SQRT2", "1.41421356237309504880168872420969807856967187537695" },
	{ "M_SQRT1_2", "0.70710678118654752440084436210484903928483593768847" },
	{ "M_E", "2.71828182845904523536028747135266249775724709369996" },
	{ "M_LOG2E", "1.44269504088896340735992468100189213742664595415299" },
	{ "M_LOG10E", "0.43429448190325182765112891891660508229439700580367" },
	{ "M_LN2", "0.69314718055994530941723212145817656807550013436026" },
	{ "M_LN10", "2.30258509299404568401799145468436420760110148862877" },
};
static const struct { const char *name, *value; } limits[] = {
	{ "MAX", "1.18973149535723176508575932662800702e4932" },
	{ "MIN", "3.36210314311209350626267781732175260e-4932" },
	{ "EPSILON", "1.92592994438723585305597794258492732e-34" },
	{ "MANT_DIG", NULL },
};
static const char *const tests[] = { "isnan", "isinf", "isfinite", "signbit", "isnormal",
	"isgreater", "isless", "isgreaterequal", "islessequal", "isunordered", NULL };

typedef struct { char *s; size_t n, room; } Text;

static void add(Text *t, const char *s, size_t n)
{
	t->s = grow(t->s, &t->room, t->n + n + 1, 1);
	memcpy(t->s + t->n, s, n);
	t->s[t->n += n] = 0;
}

static void addtext(Text *t, const char *s) { add(t, s, strlen(s)); }

static bool in(const char *const *list, const char *s, size_t n)
{
	for (; *list; list++)
		if (strlen(*list) == n && !strncmp(*list, s, n))
			return true;
	return false;
}

/* what the source itself calls logq stays its own */
static void quadname(Text *out, const char *s, size_t n)
{
	addtext(out, "wengert_");
	add(out, s, n);
	addtext(out, "q");
}

static bool function(const char *s, size_t n)
{
	if (in(unary, s, n) || in(binary, s, n))
		return true;
	for (size_t k = 0; k < sizeof odd / sizeof *odd; k++)
		if (strlen(odd[k].name) == n && !strncmp(odd[k].name, s, n))
			return true;
	return false;
}

bool libraryfunction(const char *s, size_t n)
{
	return function(s, n) || in(tests, s, n) ||
		(n > 1 && strchr("fl", s[n - 1]) && function(s, n - 1));
}

static void number(Text *out, const Token *t, Base base, Precision p)
{
	bool hex = t->n > 1 && (t->s[1] | 32) == 'x', real = false;
	size_t n = t->n;
	char last = (char)(t->s[n - 1] | 32);

	for (size_t k = 0; k < n; k++)
		real |= t->s[k] == '.' || (t->s[k] | 32) == (hex ? 'p' : 'e');
	if (!real || (base == REAL64 && last == 'f')) {
		add(out, t->s, n);
		return;
	}
	if (last == 'f' || last == 'l') n--;
	add(out, t->s, n);
	if (p == F128) addtext(out, "Q");
}

const char *constantof(const Token *t)
{
	for (size_t k = 0; k < sizeof constants / sizeof *constants; k++)
		if (is(t, constants[k].name)) return constants[k].value;
	return NULL;
}

static bool constant(Text *out, const Token *t, bool wide)
{
	const char *value = constantof(t);

	if (value) addtext(out, value);
	if (value && wide) addtext(out, "Q");
	return value != NULL;
}

/* FLT_MAX of a float kernel is the largest number of the type it has become */
static bool limit(Text *out, const Token *t, Base base, bool wide)
{
	bool own = t->n > 4 && *t->s == 'F' && base == REAL64;

	if (t->n < 5 || (strncmp(t->s, "FLT_", 4) && strncmp(t->s, "DBL_", 4)))
		return false;
	for (size_t k = 0; k < sizeof limits / sizeof *limits; k++) {
		if (strlen(limits[k].name) != t->n - 4 ||
			strncmp(limits[k].name, t->s + 4, t->n - 4))
			continue;
		if (wide && !own) {
			addtext(out, limits[k].value ? limits[k].value : "113");
			if (limits[k].value) addtext(out, "Q");
			return true;
		}
		addtext(out, own ? "__FLT_" : "__DBL_");
		addtext(out, limits[k].name);
		addtext(out, "__");
		return true;
	}
	return false;
}

static bool narrow16(const Token *t)
{
	return is(t, "_Float16") || is(t, "__fp16") || is(t, "__bf16") || is(t, "wengert_half");
}

/* float in a double kernel is left alone, with the functions that belong to it */
static bool word(Text *out, const Token *t, Base base, Precision p)
{
	char last = t->s[t->n - 1];
	bool wide = p == F128;

	if (narrow16(t) && base >= REAL16) {
		addtext(out, wide ? "wengert_quad" : "double");
		return true;
	}
	if (is(t, "float") && base != REAL64) {
		addtext(out, wide ? "wengert_quad" : "double");
		return true;
	}
	if (is(t, "double") && wide)              { addtext(out, "wengert_quad"); return true; }
	if (last == 'f' && base != REAL64 && function(t->s, t->n - 1)) {
		wide ? quadname(out, t->s, t->n - 1) : add(out, t->s, t->n - 1);
		return true;
	}
	if (last == 'l' && wide && function(t->s, t->n - 1) && !is(t, "ceil")) {
		quadname(out, t->s, t->n - 1);
		return true;
	}
	if (wide && function(t->s, t->n)) {
		quadname(out, t->s, t->n);
		return true;
	}
	if (in(tests, t->s, t->n)) {
		addtext(out, "__builtin_");
		add(out, t->s, t->n);
		return true;
	}
	return constant(out, t, wide) || limit(out, t, base, wide);
}

/* a #line directive; in its string a quote, a backslash and a line end are escaped */
char *linemark(int line, const char *file)
{
	char *s = text("#line %d \"", line), *more;

	for (; *file; file++) {
		bool plain = *file != '"' && *file != '\\' && !iscntrl((unsigned char)*file);

		more = plain ? text("%s%c", s, *file) : text("%s\\%03o", s, (unsigned char)*file);
		release(s);
		s = more;
	}
	more = text("%s\"\n", s);
	release(s);
	return more;
}

/* directives are kept: of preprocessed text they are line marks and pragmas */
char *retyped(const char *source, Base base, Precision p, const Shadows *own)
{
	Text out = { 0 };
	size_t n;
	Token *t = tokens(source, &n);

	addtext(&out, "");
	for (size_t k = 0; k + 1 < n; k++) {
		bool tolong = p == F128 && t[k].kind == WORD && is(&t[k], "long") && k + 2 < n &&
			is(&t[k + 2], "double");

		if (tolong)
			continue;
		/* std::isnan has a form for each type */
		if (k && t[k - 1].kind == PUNCT && *t[k - 1].s == ':' &&
			in(tests, t[k].s, t[k].n)) {
			add(&out, t[k].s, t[k].n);
			continue;
		}
		if (t[k].kind == NUMERAL) number(&out, &t[k], base, p);
		else if (t[k].kind != WORD || shadowed(own, t[k].s, t[k].n) ||
			!word(&out, &t[k], base, p))
			add(&out, t[k].s, t[k].n);
	}
	release(t);
	return out.s;
}

/* of the library, under a name that no source has */
static char *declared(const char *type, const char *name, const char *own, const char *parameters)
{
	return text("%s %s_%sq(%s) __asm__(\"%sq\");\n", type, own, name, parameters, name);
}

/* the library's functions give the same in every rounding: there they are moved by an ulp, each its
 * own way, so that sin x = x and cos x = 1 are seen to be rounded and do not cancel */
static char *turned(const char *name, const char *parameters, const char *arguments, int which)
{
	return text("%sstatic inline Q wengert_%sq(%s) { return "
		    "wengert_turned(wengert_library_%sq(%s), x, %d); }\n",
		declared("Q", name, "wengert_library", parameters), name, parameters, name,
		arguments, which);
}

/* std::exp, and what templates of C++ call */
static void inclass(Text *t)
{
	addtext(t, "}\nnamespace std {\n");
	for (int k = 0; unary[k]; k++)  addtext(t, text("using ::wengert_%sq;\n", unary[k]));
	for (int k = 0; binary[k]; k++) addtext(t, text("using ::wengert_%sq;\n", binary[k]));
	for (size_t k = 0; k < sizeof odd / sizeof *odd; k++)
		addtext(t, text("using ::wengert_%sq;\n", odd[k].name));
	for (int k = 0; k < 4; k++)
		addtext(t, text("inline bool %s(Q x) { return __builtin_%s(x); }\n", tests[k],
				   tests[k]));
	addtext(t, "}\n");
}

char *quadnames(bool cplus)
{
	Text t = { 0 };

	addtext(&t,
		"typedef __float128 wengert_quad;\n#define Q wengert_quad\n");
	addtext(&t, cplus ? "extern \"C\" {\nint fegetround(void) noexcept;\n"
			  : "int fegetround(void);\n");
	addtext(&t,
		text("static Q wengert_turned(Q y, Q x, unsigned which)\n{\n\tunsigned long long "
		     "w[2], r = (unsigned)fegetround();\n"
		     "\tif (r == %d || x == 0 || y - y != 0) return y;\n\tmemcpy(w, &y, sizeof "
		     "w);\n"
		     "\tr = (w[0] ^ w[1] * 0x9e3779b97f4a7c15u ^ (which + r) * "
		     "0xd1342543de82ef95u) * 0xbf58476d1ce4e5b9u;\n"
		     "\treturn r >> 63 ? y * (1.Q + 0x1p-112Q) : y * (1.Q - 0x1p-112Q);\n}\n",
			FE_TONEAREST));
	for (int k = 0; unary[k]; k++)
		addtext(&t,
			in(exact, unary[k], strlen(unary[k]))
				? declared("Q", unary[k], "wengert", "Q")
				: turned(unary[k], "Q x", "x", k));
	for (int k = 0; binary[k]; k++)
		addtext(&t,
			in(exact, binary[k], strlen(binary[k]))
				? declared("Q", binary[k], "wengert", "Q, Q")
				: turned(binary[k], "Q x, Q y", "x, y", 64 + k));
	for (size_t k = 0; k < sizeof odd / sizeof *odd; k++)
		addtext(&t, declared(odd[k].type, odd[k].name, "wengert", odd[k].parameters));
	if (cplus) inclass(&t);
	addtext(&t, "#undef Q\n");
	return t.s;
}

/* what is known here in each type keeps its name when the source is preprocessed */
static void keptname(Text *t, const char *name)
{
	char *line = text("#undef %s\n#define %s %s\n", name, name, name);

	addtext(t, line);
	release(line);
}

/* it comes before the source: headers that follow find their guards shut */
char *prologue(bool cplus)
{
	Text t = { 0 };

	addtext(&t, "#define _TGMATH_H 1\n#define __CLANG_TGMATH_H 1\n#include <math.h>\n"
		    "#include <stdlib.h>\n#include <string.h>\n#include <float.h>\n"
		    "#include <stdint.h>\n#include <stddef.h>\n");
	if (cplus) addtext(&t, "#include <cmath>\n");
	for (size_t k = 0; k < sizeof constants / sizeof *constants; k++)
		keptname(&t, constants[k].name);
	for (int side = 0; side < 2; side++)
		for (size_t k = 0; k < sizeof limits / sizeof *limits; k++) {
			char *name = text("%s_%s", side ? "DBL" : "FLT", limits[k].name);

			keptname(&t, name);
			release(name);
		}
	for (int k = 0; !cplus && tests[k]; k++) keptname(&t, tests[k]);
	return t.s;
}
