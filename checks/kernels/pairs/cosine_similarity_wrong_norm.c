/* cosine_similarity_wrong_norm -- cosine similarity of rows, a.b/(|a| |b|)
 *
 * Wrong: the gradient of b uses the norm of a instead of that of b.
 */
#include <math.h>

/* wengert: out[B] na[B] nb[B] = cosine(a[B,C], b[B,C]) */
void cosine_forward(double *out, double *na, double *nb, const double *a, const double *b, int B,
	int C)
{
	for (int r = 0; r < B; r++, a += C, b += C) {
		double s = 0, u = 1e-12, v = 1e-12;

		for (int c = 0; c < C; c++) s += a[c] * b[c], u += a[c] * a[c], v += b[c] * b[c];
		na[r] = sqrt(u), nb[r] = sqrt(v), out[r] = s / (na[r] * nb[r]);
	}
}

static void back(double *da, double *db, const double *dout, const double *out, const double *na,
	const double *nb, const double *ne, const double *a, const double *b, int B, int C)
{
	for (int r = 0; r < B; r++)
		for (int c = 0; c < C; c++) {
			int k = r * C + c;

			da[k] = dout[r] *
				(b[k] / (na[r] * nb[r]) - out[r] * a[k] / (na[r] * na[r]));
			db[k] = dout[r] *
				(a[k] / (na[r] * nb[r]) - out[r] * b[k] / (ne[r] * ne[r]));
		}
}

void cosine_backward(double *da, double *db, const double *dout, const double *out,
	const double *na, const double *nb, const double *a, const double *b, int B, int C)
{
	back(da, db, dout, out, na, nb, nb, a, b, B, C);
}

/* wengert: out[B] na[B] nb[B] = cosine_wrong(a[B,C], b[B,C]) */
void cosine_wrong_forward(double *out, double *na, double *nb, const double *a, const double *b,
	int B, int C)
{
	cosine_forward(out, na, nb, a, b, B, C);
}

void cosine_wrong_backward(double *da, double *db, const double *dout, const double *out,
	const double *na, const double *nb, const double *a, const double *b, int B, int C)
{
	back(da, db, dout, out, na, nb, na, a, b, B, C);
}
