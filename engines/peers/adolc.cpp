/* adolc.cpp -- ADOL-C: a tape of operations, replayed by zos_forward and fos_reverse. */
#include "engines/peers/headline.hpp"
#include "engines/peers/walk.hpp"
#include <adolc/adolc.h>

typedef adouble A;

static A chosen(const A &c, const A &a, const A &b)
{
	A y;

	condassign(y, c, a, b);
	return y;
}

#define ONE(R) \
	ELEMENTARY(R) \
	R(abs, fabs(a)) R(floor, floor(a)) R(cbrt, cbrt(a)) R(log10, log10(a)) R(asinh, asinh(a)) \
		R(acosh, acosh(a)) R(atanh, atanh(a)) R(erf, erf(a))
#define TWO(R) \
	ARITHMETIC(R) \
	R(pow, pow(a, b)) R(atan2, atan2(a, b)) R(max, fmax(a, b)) R(min, fmin(a, b)) \
		R(gt, chosen(a - b, 1.0, 0.0)) R(lt, chosen(b - a, 1.0, 0.0)) \
			R(ge, chosen(b - a, 0.0, 1.0)) R(le, chosen(a - b, 0.0, 1.0))
#define THREE(R) R(where, chosen(a, b, c))
TABLE(A, ONE, TWO, THREE)

/* ADOL-C numbers its tapes, at most 32767; buffers as large as a tape stays in memory and no file
 * is written */
static const size_t ROOM = size_t(1) << 27;

static bool used[32768];                   /* 0 is left to others */

static short unused()
{
	short t = 1;

	while (used[t]) t++;
	used[t] = true;
	return t;
}

namespace {
struct Tape {
	const Lines *l;
	size_t nx, ny;
	std::vector<double> y;
	short tag;

	Tape(const Lines *lines, size_t n, size_t m) : l(lines), nx(n), ny(m), y(m), tag(unused())
	{
	}
	~Tape()
	{
		removeTape(tag, ADOLC_REMOVE_COMPLETELY);
		used[tag] = false;
	}
};
}

static void start(short tag, int keep) { trace_on(tag, keep, ROOM, ROOM, ROOM, ROOM); }

static void record(Tape *t, const double *x, int keep)
{
	std::vector<A> v(t->l->n), y(t->ny);

	start(t->tag, keep);
	for (size_t i = 0; i < t->nx; i++) v[i] <<= x[i];
	walk(*t->l, v);
	for (size_t o = 0; o < t->ny; o++) y[o] = v[t->l->out[o]], y[o] >>= t->y[o];
	trace_off();
}

static void *open(const Lines *l, const double *, char *, size_t)
{
	return new Tape(l, l->nin, l->nout);
}

static int swept(Tape *t, const double *g, double *y, double *gx)
{
	for (size_t o = 0; o < t->ny; o++) y[o] = t->y[o];
	return fos_reverse(t->tag, int(t->ny), int(t->nx), const_cast<double *>(g), gx) >= 0;
}

static int retaped(void *s, const double *x, const double *g, double *y, double *gx)
{
	record(static_cast<Tape *>(s), x, 1);
	return swept(static_cast<Tape *>(s), g, y, gx);
}

static void *openonce(const Lines *l, const double *x, char *why, size_t room)
{
	Tape *t = static_cast<Tape *>(open(l, x, why, room));

	record(t, x, 0);
	return t;
}

static int replayed(void *s, const double *x, const double *g, double *y, double *gx)
{
	Tape *t = static_cast<Tape *>(s);

	zos_forward(t->tag, int(t->ny), int(t->nx), 1, x, t->y.data());
	return swept(t, g, y, gx);
}

static void close(void *s) { delete static_cast<Tape *>(s); }

extern "C" {
extern const Peer adolc_peer, adolcreplay_peer;
const Peer adolc_peer = { "adolc", "ADOL-C", has, open, retaped, close, nullptr };
const Peer adolcreplay_peer = { "adolc-replay", "ADOL-C", has, openonce, replayed, close, nullptr };
}

/* ---- natively ------------------------------------------------------------------------------ */

static void recordnative(const Problem *p, Tape *t, int keep)
{
	std::vector<A> x(p->nx), y(p->ny);

	start(t->tag, keep);
	for (size_t i = 0; i < p->nx; i++) x[i] <<= p->x[i];
	headline(*p, x.data(), y.data());
	for (size_t o = 0; o < p->ny; o++) y[o] >>= t->y[o];
	trace_off();
}

static void *opennative(const Problem *p) { return new Tape(nullptr, p->nx, p->ny); }

static void *openoncenative(const Problem *p)
{
	Tape *t = static_cast<Tape *>(opennative(p));

	recordnative(p, t, 0);
	return t;
}

static void rows(Tape *t, double *y, double *J)
{
	for (size_t o = 0; o < t->ny; o++) {
		std::vector<double> g(t->ny);

		g[o] = 1;
		swept(t, g.data(), y, J + o * t->nx);
	}
}

static void gradient(void *s, const Problem *p, double *y, double *J)
{
	recordnative(p, static_cast<Tape *>(s), 1);
	rows(static_cast<Tape *>(s), y, J);
}

static void gradientonce(void *s, const Problem *p, double *y, double *J)
{
	Tape *t = static_cast<Tape *>(s);

	zos_forward(t->tag, int(t->ny), int(t->nx), 1, p->x, t->y.data());
	rows(t, y, J);
}

extern "C" {
extern const Native adolc_native, adolcreplay_native;
const Native adolc_native = { "adolc", opennative, gradient, close };
const Native adolcreplay_native = { "adolc-replay", openoncenative, gradientonce, close };
}
