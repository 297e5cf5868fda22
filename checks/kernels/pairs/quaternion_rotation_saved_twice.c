/* quaternion_rotation_saved_twice -- a vector rotated by a quaternion
 *	v + 2 w (u x v) + 2 u x (u x v), u the vector part
 *
 * Wrong: the gradient of w uses 2 (u x v) where u x v was saved.
 */
static void cross(double *c, const double *a, const double *b)
{
	c[0] = a[1] * b[2] - a[2] * b[1], c[1] = a[2] * b[0] - a[0] * b[2],
	c[2] = a[0] * b[1] - a[1] * b[0];
}

/* wengert: out[3] t[3] = rotate(q[4], v[3]) */
void rotate_forward(double *out, double *t, const double *q, const double *v)
{
	double s[3];

	cross(t, q + 1, v);
	cross(s, q + 1, t);
	for (int k = 0; k < 3; k++) out[k] = v[k] + 2 * q[0] * t[k] + 2 * s[k];
}

static void back(double *dq, double *dv, const double *dout, const double *q, const double *v,
	const double *t, double stale)
{
	double dt[3], a[3], b[3];

	cross(a, dout, q + 1);
	for (int k = 0; k < 3; k++) dt[k] = 2 * q[0] * dout[k] + 2 * a[k];
	cross(a, v, dt);
	cross(b, t, dout);
	dq[0] = 0;
	for (int k = 0; k < 3; k++)
		dq[0] += 2 * stale * t[k] * dout[k], dq[k + 1] = a[k] + 2 * b[k];
	cross(a, dt, q + 1);
	for (int k = 0; k < 3; k++) dv[k] = dout[k] + a[k];
}

void rotate_backward(double *dq, double *dv, const double *dout, const double *q, const double *v,
	const double *t)
{
	back(dq, dv, dout, q, v, t, 1);
}

/* wengert: out[3] t[3] = rotate_wrong(q[4], v[3]) */
void rotate_wrong_forward(double *out, double *t, const double *q, const double *v)
{
	rotate_forward(out, t, q, v);
}
void rotate_wrong_backward(double *dq, double *dv, const double *dout, const double *q,
	const double *v, const double *t)
{
	back(dq, dv, dout, q, v, t, 2);
}
