/* haversine_longitude_per_radian -- haversine
 *	the squared half chord between (lat1, lon1) and (lat2, lon2), in degrees
 *
 * Wrong: the gradients of the longitudes are per radian.
 */
#include <math.h>

/* wengert: out[N] = chord(lat1[N], lon1[N], lat2[N], lon2[N]) with lat1 in (-90,90), lat2 in
 * (-90,90), lon1 in (-180,180), lon2 in (-180,180) */
void chord_forward(double *out, const double *lat1, const double *lon1, const double *lat2,
	const double *lon2, int N)
{
	double one = 1, rad = 4 * atan(one) / 180;

	for (int i = 0; i < N; i++) {
		double s = sin((lat2[i] - lat1[i]) * rad / 2),
		       t = sin((lon2[i] - lon1[i]) * rad / 2);

		out[i] = s * s + cos(lat1[i] * rad) * cos(lat2[i] * rad) * t * t;
	}
}

static void back(double *dlat1, double *dlon1, double *dlat2, double *dlon2, const double *dout,
	const double *lat1, const double *lon1, const double *lat2, const double *lon2, int N,
	int degrees)
{
	double one = 1, rad = 4 * atan(one) / 180;

	for (int i = 0; i < N; i++) {
		double dlat = (lat2[i] - lat1[i]) * rad, dlon = (lon2[i] - lon1[i]) * rad,
		       t = sin(dlon / 2), g = dout[i];

		dlat1[i] = g * rad *
			(-sin(dlat) / 2 - sin(lat1[i] * rad) * cos(lat2[i] * rad) * t * t);
		dlat2[i] =
			g * rad * (sin(dlat) / 2 - cos(lat1[i] * rad) * sin(lat2[i] * rad) * t * t);
		dlon2[i] = g * (degrees ? rad : 1) * cos(lat1[i] * rad) * cos(lat2[i] * rad) *
			sin(dlon) / 2;
		dlon1[i] = -dlon2[i];
	}
}

void chord_backward(double *dlat1, double *dlon1, double *dlat2, double *dlon2, const double *dout,
	const double *lat1, const double *lon1, const double *lat2, const double *lon2, int N)
{
	back(dlat1, dlon1, dlat2, dlon2, dout, lat1, lon1, lat2, lon2, N, 1);
}

/* wengert: out[N] = chord_wrong(lat1[N], lon1[N], lat2[N], lon2[N]) with lat1 in (-90,90), lat2 in
 * (-90,90), lon1 in (-180,180), lon2 in (-180,180) */
void chord_wrong_forward(double *out, const double *lat1, const double *lon1, const double *lat2,
	const double *lon2, int N)
{
	chord_forward(out, lat1, lon1, lat2, lon2, N);
}

void chord_wrong_backward(double *dlat1, double *dlon1, double *dlat2, double *dlon2,
	const double *dout, const double *lat1, const double *lon1, const double *lat2,
	const double *lon2, int N)
{
	back(dlat1, dlon1, dlat2, dlon2, dout, lat1, lon1, lat2, lon2, N, 0);
}
