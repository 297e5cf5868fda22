/* duals -- an engine that reads the list and runs it in dual numbers, v + d eps with eps^2 = 0
 *
 *	f(v + d eps) = f(v) + f'(v) d eps
 *
 * C++11: the operators are overloaded, the list is parsed once, each call runs its rows.
 */
#include <wengert_kit.h>
#include <cmath>
#include <cstdio>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace {

struct Dual { double v, d; };

/* ---- arithmetic: a tangent of 0 is 0, whatever it is multiplied by ------------------------- */

double times(double slope, double d) { return d == 0 ? 0 : slope * d; }
Dual chain(Dual x, double y, double slope) { return { y, times(slope, x.d) }; }

Dual operator-(Dual x)         { return { -x.v, -x.d }; }
Dual operator+(Dual a, Dual b) { return { a.v + b.v, a.d + b.d }; }
Dual operator-(Dual a, Dual b) { return { a.v - b.v, a.d - b.d }; }
Dual operator*(Dual a, Dual b) { return { a.v * b.v, times(b.v, a.d) + times(a.v, b.d) }; }
Dual operator/(Dual a, Dual b)
{
	const double y = a.v / b.v;
	return { y, times(1 / b.v, a.d) - times(y / b.v, b.d) };
}

/* ---- functions, by the names of `wengert list primitives` ---------------------------------- */

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
double sech2(double x)   { const double c = std::cosh(x); return 1 / c / c; }
double softplus(double x) { return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x)); }
double sign(double x)    { return (x > 0) - (x < 0); }
double gauss(double x)   { return std::exp(-x * x); }

const double pi = 3.14159265358979323846, ln2 = 0.69314718055994530942,
	     ln10 = 2.30258509299404568402;

typedef Dual (*Unary)(Dual);
typedef Dual (*Binary)(Dual, Dual);

const std::map<std::string, Unary> unary = {
	{ "neg", [](Dual x) { return -x; } },
	{ "sqr", [](Dual x) { return x * x; } },
	{ "recip",
		[](Dual x) {
			return Dual{ 1, 0 } / x;
		} },
	{ "abs", [](Dual x) { return chain(x, std::fabs(x.v), sign(x.v)); } },
	{ "sign", [](Dual x) { return chain(x, sign(x.v), 0); } },
	{ "floor", [](Dual x) { return chain(x, std::floor(x.v), 0); } },
	{ "round", [](Dual x) { return chain(x, std::nearbyint(x.v), 0); } },
	{ "relu", [](Dual x) { return chain(x, x.v > 0 ? x.v : 0, x.v > 0); } },
	{ "sqrt",
		[](Dual x) {
			const double y = std::sqrt(x.v);
			return chain(x, y, 1 / (2 * y));
		} },
	{ "cbrt",
		[](Dual x) {
			const double y = std::cbrt(x.v);
			return chain(x, y, 1 / (3 * y * y));
		} },
	{ "exp",
		[](Dual x) {
			const double y = std::exp(x.v);
			return chain(x, y, y);
		} },
	{ "exp2",
		[](Dual x) {
			const double y = std::exp2(x.v);
			return chain(x, y, y * ln2);
		} },
	{ "expm1", [](Dual x) { return chain(x, std::expm1(x.v), std::exp(x.v)); } },
	{ "log", [](Dual x) { return chain(x, std::log(x.v), 1 / x.v); } },
	{ "log2", [](Dual x) { return chain(x, std::log2(x.v), 1 / (x.v * ln2)); } },
	{ "log10", [](Dual x) { return chain(x, std::log10(x.v), 1 / (x.v * ln10)); } },
	{ "log1p", [](Dual x) { return chain(x, std::log1p(x.v), 1 / (1 + x.v)); } },
	{ "gauss",
		[](Dual x) {
			const double y = gauss(x.v);
			return chain(x, y, -2 * x.v * y);
		} },
	{ "sigmoid",
		[](Dual x) {
			const double y = sigmoid(x.v);
			return chain(x, y, y * sigmoid(-x.v));
		} },
	{ "softplus", [](Dual x) { return chain(x, softplus(x.v), sigmoid(x.v)); } },
	{ "sin", [](Dual x) { return chain(x, std::sin(x.v), std::cos(x.v)); } },
	{ "cos", [](Dual x) { return chain(x, std::cos(x.v), -std::sin(x.v)); } },
	{ "tan",
		[](Dual x) {
			const double y = std::tan(x.v);
			return chain(x, y, 1 + y * y);
		} },
	{ "asin",
		[](Dual x) {
			return chain(x, std::asin(x.v), 1 / std::sqrt((1 - x.v) * (1 + x.v)));
		} },
	{ "acos",
		[](Dual x) {
			return chain(x, std::acos(x.v), -1 / std::sqrt((1 - x.v) * (1 + x.v)));
		} },
	{ "atan", [](Dual x) { return chain(x, std::atan(x.v), 1 / (1 + x.v * x.v)); } },
	{ "sinh", [](Dual x) { return chain(x, std::sinh(x.v), std::cosh(x.v)); } },
	{ "cosh", [](Dual x) { return chain(x, std::cosh(x.v), std::sinh(x.v)); } },
	{ "tanh", [](Dual x) { return chain(x, std::tanh(x.v), sech2(x.v)); } },
	{ "sech2",
		[](Dual x) {
			const double y = sech2(x.v);
			return chain(x, y, -2 * std::tanh(x.v) * y);
		} },
	{ "asinh", [](Dual x) { return chain(x, std::asinh(x.v), 1 / std::hypot(1, x.v)); } },
	{ "acosh",
		[](Dual x) {
			return chain(x, std::acosh(x.v),
				1 / (std::sqrt(x.v - 1) * std::sqrt(x.v + 1)));
		} },
	{ "atanh", [](Dual x) { return chain(x, std::atanh(x.v), 1 / ((1 - x.v) * (1 + x.v))); } },
	{ "erf", [](Dual x) { return chain(x, std::erf(x.v), 2 / std::sqrt(pi) * gauss(x.v)); } },
	{ "erfc",
		[](Dual x) { return chain(x, std::erfc(x.v), -2 / std::sqrt(pi) * gauss(x.v)); } },
};

Dual larger(Dual a, Dual b) { return a.v > b.v ? a : b.v > a.v ? b : Dual{ a.v, (a.d + b.d) / 2 }; }
Dual smaller(Dual a, Dual b)
{
	return a.v < b.v ? a : b.v < a.v ? b : Dual{ a.v, (a.d + b.d) / 2 };
}

Dual power(Dual a, Dual b)
{
	const double y = std::pow(a.v, b.v);

	return { y,
		(b.v == 0 ? 0 : times(b.v * std::pow(a.v, b.v - 1), a.d)) +
			times(y * std::log(a.v), b.d) };
}

Dual distance(Dual a, Dual b)
{
	const double y = std::hypot(a.v, b.v);

	return { y, y == 0 ? 0 : times(a.v / y, a.d) + times(b.v / y, b.d) };
}

Dual angle(Dual a, Dual b)
{
	const double h = std::hypot(a.v, b.v);

	return { std::atan2(a.v, b.v), times(b.v / h / h, a.d) - times(a.v / h / h, b.d) };
}

Dual sumofexps(Dual a, Dual b)
{
	const double most = a.v > b.v ? a.v : b.v,
		     y = most + std::log1p(std::exp(-std::fabs(a.v - b.v)));

	return { y, times(sigmoid(a.v - b.v), a.d) + times(sigmoid(b.v - a.v), b.d) };
}

const std::map<std::string, Binary> binary = {
	{ "add", [](Dual a, Dual b) { return a + b; } },
	{ "sub", [](Dual a, Dual b) { return a - b; } },
	{ "mul", [](Dual a, Dual b) { return a * b; } },
	{ "strongmul", [](Dual a, Dual b) { return a * b; } },
	{ "div", [](Dual a, Dual b) { return a / b; } },
	{ "strongdiv", [](Dual a, Dual b) { return a / b; } },
	{ "lt",
		[](Dual a, Dual b) {
			return Dual{ double(a.v < b.v), 0 };
		} },
	{ "le",
		[](Dual a, Dual b) {
			return Dual{ double(a.v <= b.v), 0 };
		} },
	{ "gt",
		[](Dual a, Dual b) {
			return Dual{ double(a.v > b.v), 0 };
		} },
	{ "ge",
		[](Dual a, Dual b) {
			return Dual{ double(a.v >= b.v), 0 };
		} },
	{ "eq",
		[](Dual a, Dual b) {
			return Dual{ double(a.v == b.v), 0 };
		} },
	{ "max", larger },
	{ "min", smaller },
	{ "pow", power },
	{ "hypot", distance },
	{ "atan2", angle },
	{ "logaddexp", sumofexps },
};

/* ---- the list ------------------------------------------------------------------------------ */

enum Kind { INPUT, CONST, UNARY, BINARY, WHERE };

struct Row { Kind kind; double c; Unary f; Binary g; size_t a[3]; };

struct List {
	std::vector<Row> rows;
	std::vector<size_t> out;
	std::vector<Dual> v;               /* of each row, in the call that runs */
};

size_t number(const std::string &word) { return std::stoul(word.substr(1)); }      /* v12 */

/* false: a primitive that is not in the tables; it stays in word */
bool readrow(std::istringstream &in, Row &r, std::string &word)
{
	std::string arg;
	size_t n = 0;

	in >> word;
	r = Row{ INPUT, 0, nullptr, nullptr, { 0, 0, 0 } };
	if (word == "input") return true;
	if (word == "pi") { r.kind = CONST, r.c = pi; return true; }
	if (word == "const") {
		in >> arg;
		r.kind = CONST, r.c = std::strtod(arg.c_str() + arg.find('=') + 1, nullptr);
		return true;
	}
	while (n < 3 && in >> arg) r.a[n++] = number(arg);
	if (word == "where" && n == 3) { r.kind = WHERE; return true; }
	if (n == 1 && unary.count(word)) { r.kind = UNARY, r.f = unary.at(word); return true; }
	if (n == 2 && binary.count(word)) { r.kind = BINARY, r.g = binary.at(word); return true; }
	return false;
}

bool readlist(const char *text, List &l, std::string &unknown)
{
	std::istringstream lines(text);
	std::string line, word, equals;

	while (std::getline(lines, line)) {
		std::istringstream in(line);
		Row r;

		in >> word;
		if (word == "return") {
			/* stoul stops at the comma */
			while (in >> word) l.out.push_back(number(word));
			return true;
		}
		in >> equals;
		if (!readrow(in, r, unknown)) return false;
		l.rows.push_back(r);
	}
	return false;
}

Dual compute(const Row &r, const std::vector<Dual> &v)
{
	switch (r.kind) {
	case UNARY:  return r.f(v[r.a[0]]);
	case BINARY: return r.g(v[r.a[0]], v[r.a[1]]);
	case WHERE:  return v[r.a[0]].v != 0 ? v[r.a[1]] : v[r.a[2]];
	default:     return { r.c, 0 };
	}
}

/* ---- the engine ---------------------------------------------------------------------------- */

void *opened(const wengert_function *f, char *why, size_t room)
{
	List *l = new List;
	std::string unknown;

	if (f->list && readlist(f->list, *l, unknown)) {
		l->v.resize(l->rows.size());
		return l;
	}
	if (f->list) std::snprintf(why, room, "it has no rule for %s", unknown.c_str());
	else
		std::snprintf(why, room,
			"there is no list of a function that branches on its numbers");
	delete l;
	return nullptr;
}

int jvp(void *engine, const double *x, const double *d, double *y, double *dy)
{
	List &l = *static_cast<List *>(engine);
	size_t input = 0;

	for (size_t i = 0; i < l.rows.size(); i++)
		if (l.rows[i].kind == INPUT) {
			l.v[i] = { x[input], d[input] };
			input++;
		} else
			l.v[i] = compute(l.rows[i], l.v);
	for (size_t o = 0; o < l.out.size(); o++) {
		y[o] = l.v[l.out[o]].v;
		dy[o] = l.v[l.out[o]].d;
	}
	return WENGERT_OK;
}

void closed(void *engine) { delete static_cast<List *>(engine); }

const wengert_engine duals = WENGERT_ENGINE("duals", "dual numbers by operator overloading, in C++",
	32, opened, jvp, nullptr, closed);
}

WENGERT_ENGINES(&duals)
