/* expect 1: OK dots .* WRONG turn: the rule for th is wrong .* OK unit */
#include <math.h>
typedef struct {
	float x, y, z;
} vec3;
/* wengert: y[N] = dots(a[N,3], b[3*N]) overwrites */
void dots_forward(float *y, const vec3 *a, const vec3 *b, int N)
{
	for (int n = 0; n < N; n++) y[n] = a[n].x * b[n].x + a[n].y * b[n].y + a[n].z * b[n].z;
}
void dots_backward(vec3 *da, vec3 *db, const float *dy, const vec3 *a, const vec3 *b, int N)
{
	for (int n = 0; n < N; n++) {
		da[n] = (vec3){ dy[n] * b[n].x, dy[n] * b[n].y, dy[n] * b[n].z };
		db[n] = (vec3){ dy[n] * a[n].x, dy[n] * a[n].y, dy[n] * a[n].z };
	}
}

struct point {
	double x, y;
};
/* wengert: q[N,2] = turn(p[N,2], th) overwrites */
void turn_forward(struct point *q, const struct point *p, double th, int N)
{
	double c = cos(th), s = sin(th);

	for (int n = 0; n < N; n++) {
		q[n].x = c * p[n].x - s * p[n].y;
		q[n].y = s * p[n].x + c * p[n].y;
	}
}
void turn_backward(struct point *dp, double *dth, const struct point *dq, const struct point *q,
	double th, int N)
{
	double c = cos(th), s = sin(th);

	*dth = 0;
	for (int n = 0; n < N; n++) {
		dp[n].x = c * dq[n].x + s * dq[n].y;
		dp[n].y = c * dq[n].y - s * dq[n].x;
		*dth += q[n].x * dq[n].y + q[n].y * dq[n].x; /* minus */
	}
}

/* wengert: u[2] = unit(v[2]) overwrites */
struct point unit(struct point v)
{
	double n = hypot(v.x, v.y);

	return (struct point){ v.x / n, v.y / n };
}
struct point unit_backward(struct point v, struct point du)
{
	double n = hypot(v.x, v.y), x = v.x / n, y = v.y / n, k = (y * du.x - x * du.y) / n;

	return (struct point){ y * k, -x * k };
}
