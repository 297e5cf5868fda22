/* expect 1: OK sq .*line 6: a union of a number and its bits.*OK turned */
/* what is not in this file, and what moves bits: only who calls it is kept from a verdict */
#include <stdint.h>
extern int table[];
extern void log_message(const char *, ...);
static float bits(float x) { union { float f; uint32_t i; } u = { x }; u.i ^= 0x80000000u; return u.f; }
int lookup(int i) { log_message("%d", i); return table[i]; }
void again(int i) { log_message("again %d", i); }
/* wengert: y[N] = sq(x[N]) */
void sq_forward(float *y, const float *x, int N) { for (int i = 0; i < N; i++) y[i] = x[i] * x[i]; }
void sq_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i];
}
/* wengert: y[N] = minus(x[N]) */
void minus_forward(float *y, const float *x, int N) { for (int i = 0; i < N; i++) y[i] = bits(x[i]); }
void minus_backward(float *dx, const float *dy, int N) { for (int i = 0; i < N; i++) dx[i] = bits(dy[i]); }
/* wengert: y[N] = turned(x[N]) */
void turned_forward(float *y, const float *x, int N) { for (int i = 0; i < N; i++) y[i] = x[N - 1 - i]; }
void turned_backward(float *dx, const float *dy, int N) { for (int i = 0; i < N; i++) dx[i] = dy[N - 1 - i]; }
