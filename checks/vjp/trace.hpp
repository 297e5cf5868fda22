/* trace.hpp -- the scalar of a kernel that is traced: every operation is the program's own.
 *
 * Eight bytes: a number the program knows, or all bits zero, which is 0, so that calloc and memset
 * mean what they meant.  It is trivial: malloc, memcpy, goto and VLAs compile.  What follows it is
 * written by tracesource.c from trace.def: a function for each of C's library.
 */
typedef __UINT64_TYPE__ wengert_word;
struct wengert_operations {
	wengert_word (*number)(double);
	wengert_word (*decimal)(const char *);
	wengert_word (*apply)(int, wengert_word, wengert_word);
	int (*compare)(int, wengert_word, wengert_word);
	double (*whole)(wengert_word);
	double (*narrow)(wengert_word);
	int (*kind)(wengert_word);
};
/* what the file computes while it is loaded is of no program: it is said, and the kernel is not
 * traced */
extern "C" { int wengert_early; }
static wengert_word wengert_none() { return wengert_early = 1, 0; }
static struct wengert_operations wengert_unset = {
	[](double) { return wengert_none(); },
	[](const char *) { return wengert_none(); },
	[](int, wengert_word, wengert_word) { return wengert_none(); },
	[](int, wengert_word, wengert_word) { return (int)wengert_none(); },
	[](wengert_word) { return (double)wengert_none(); },
	[](wengert_word) { return (double)wengert_none(); },
	[](wengert_word) { return (int)wengert_none(); },
};
extern "C" struct wengert_operations *wengert_program;
struct wengert_operations *wengert_program = &wengert_unset;

template <class T> struct wengert_is { static const int whole = 0, real = 0; };
#define WENGERT_WHOLE(T) template <> struct wengert_is<T> { static const int whole = 1, real = 0; };
#define WENGERT_REAL(T) template <> struct wengert_is<T> { static const int whole = 0, real = 1; };
WENGERT_WHOLE(bool) WENGERT_WHOLE(char) WENGERT_WHOLE(signed char) WENGERT_WHOLE(unsigned char)
WENGERT_WHOLE(short) WENGERT_WHOLE(unsigned short) WENGERT_WHOLE(int) WENGERT_WHOLE(unsigned)
WENGERT_WHOLE(long) WENGERT_WHOLE(unsigned long) WENGERT_WHOLE(long long)
WENGERT_WHOLE(unsigned long long) WENGERT_REAL(float) WENGERT_REAL(double)
template <bool B, class T = void> struct wengert_if { };
template <class T> struct wengert_if<true, T> { typedef T type; };
/* enumerations are whole numbers too */
#define WENGERT_COUNTS(T) (wengert_is<T>::whole || __is_enum(T))
#define WENGERT_NUMBER(T) \
	typename wengert_if<WENGERT_COUNTS(T) || wengert_is<T>::real, int>::type = 0
#define WENGERT_INTEGER(T) typename wengert_if<WENGERT_COUNTS(T), int>::type = 0
#define WENGERT_NARROW(T) typename wengert_if<wengert_is<T>::real, int>::type = 0

struct wengert_scalar {
	wengert_word r;
	wengert_scalar() = default;
	template <class T, WENGERT_NUMBER(T)>
	wengert_scalar(T v) : r(v ? wengert_program->number((double)v) : 0) { }
	template <class T, WENGERT_INTEGER(T)> explicit operator T() const
	{
		return (T)wengert_program->whole(r);
	}
	template <class T, WENGERT_NARROW(T)> explicit operator T() const
	{
		return (T)wengert_program->narrow(r);
	}
	explicit operator bool() const { return wengert_program->compare(5, r, 0); }
};
/* floor and its like are put into an int without a cast, as C does */
struct wengert_step : wengert_scalar {
	template <class T, WENGERT_INTEGER(T)> operator T() const
	{
		return (T)wengert_program->whole(r);
	}
};
static inline wengert_scalar wengert_row(wengert_word r)
{
	wengert_scalar s;
	s.r = r;
	return s;
}
static inline wengert_step wengert_whole(wengert_word r)
{
	wengert_step s;
	s.r = r;
	return s;
}
inline wengert_scalar operator""_W(const char *s)
{
	return wengert_row(wengert_program->decimal(s));
}

#define WENGERT_OPERATOR(op, k) \
	inline wengert_scalar operator op(wengert_scalar a, wengert_scalar b) \
	{ return wengert_row(wengert_program->apply(k, a.r, b.r)); } \
	template <class T, WENGERT_NUMBER(T)> wengert_scalar operator op(wengert_scalar a, T b) \
	{ return a op wengert_scalar(b); } \
	template <class T, WENGERT_NUMBER(T)> wengert_scalar operator op(T a, wengert_scalar b) \
	{ return wengert_scalar(a) op b; } \
	template <class T> wengert_scalar &operator op##=(wengert_scalar &a, T b) \
	{ return a = a op wengert_scalar(b); } \
	template <class T, WENGERT_NUMBER(T)> T &operator op##=(T &a, wengert_scalar b) \
	{ return a = (T)(wengert_scalar(a) op b); }
#define WENGERT_COMPARISON(op, k) \
	inline bool operator op(wengert_scalar a, wengert_scalar b) \
	{ return wengert_program->compare(k, a.r, b.r); } \
	template <class T, WENGERT_NUMBER(T)> bool operator op(wengert_scalar a, T b) \
	{ return a op wengert_scalar(b); } \
	template <class T, WENGERT_NUMBER(T)> bool operator op(T a, wengert_scalar b) \
	{ return wengert_scalar(a) op b; }
WENGERT_COMPARISON(<, 0)
WENGERT_COMPARISON(<=, 1)
WENGERT_COMPARISON(>, 2)
WENGERT_COMPARISON(>=, 3)
WENGERT_COMPARISON(==, 4)
WENGERT_COMPARISON(!=, 5)
