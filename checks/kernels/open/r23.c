#include <math.h>
/* wengert: d[N] = dist(a[N,3], b[N,3]) overwrites */
void dist_forward(double *d,const double *a,const double *b,int N){ for(int n=0;n<N;n++){ double s=0; for(int k=0;k<3;k++) s+=(a[3*n+k]-b[3*n+k])*(a[3*n+k]-b[3*n+k]); d[n]=sqrt(s+1e-8); } }
void dist_backward(double *da,double *db,const double *dd,const double *a,const double *b,int N){ for(int n=0;n<N;n++){ double s=0; for(int k=0;k<3;k++) s+=(a[3*n+k]-b[3*n+k])*(a[3*n+k]-b[3*n+k]); double r=dd[n]/sqrt(s+1e-8); for(int k=0;k<3;k++){ double t=r*(a[3*n+k]-b[3*n+k]); da[3*n+k]=t; db[3*n+k]=-t; } } }
