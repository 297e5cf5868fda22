/* expect 0: OK lse */
/* with -DREAL=double: the number type and the functions are macros */
#include <math.h>
typedef REAL real;
typedef unsigned int dim;
#define EACH(i, n) for (dim i = 0; i < (n); i++)
/* wengert: y[rows,cols] = lse(x[rows,cols]) */
void lse_fwd(real *y, const real *x, dim rows, dim cols)
{
	EACH (r, rows) {
		real m = x[r * cols], s = 0;

		EACH (c, cols) m = fmax(m, x[r * cols + c]);
		EACH (c, cols) s += exp(x[r * cols + c] - m);
		EACH (c, cols) y[r * cols + c] = x[r * cols + c] - m - log(s);
	}
}
void lse_bwd(real *dx, const real *dy, const real *y, dim rows, dim cols)
{
	EACH (r, rows) {
		real s = 0;

		EACH (c, cols) s += dy[r * cols + c];
		EACH (c, cols) dx[r * cols + c] = dy[r * cols + c] - exp(y[r * cols + c]) * s;
	}
}
