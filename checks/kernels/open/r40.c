#include <math.h>
#include <stdlib.h>
/* wengert: c[1] = sinkhorn(C[N,N]) overwrites */
enum { IT = 50 };
static void run(double *U,const double *C,int N){ /* U: (2*IT+1)*N log scalings */ for(int i=0;i<N;i++) U[i]=0; for(int t=0;t<2*IT;t++){ const double *g=U+t*N; double *f=U+(t+1)*N; for(int i=0;i<N;i++){ double m=-INFINITY,s=0; for(int j=0;j<N;j++) m=fmax(m,g[j]-(t&1?C[j*N+i]:C[i*N+j])); for(int j=0;j<N;j++) s+=exp(g[j]-(t&1?C[j*N+i]:C[i*N+j])-m); f[i]=-(m+log(s)); } } }
void sinkhorn_forward(double *c,const double *C,int N){ double *U=malloc(sizeof(double)*(2*IT+1)*N); run(U,C,N); double s=0; for(int i=0;i<N;i++) s+=U[2*IT*N+i]; *c=s; free(U); }
void sinkhorn_backward(double *dC,const double *dc,const double *C,int N){ double *U=malloc(sizeof(double)*(2*IT+1)*N),*a=malloc(sizeof(double)*N),*b=malloc(sizeof(double)*N); run(U,C,N); for(int i=0;i<N*N;i++) dC[i]=0; for(int i=0;i<N;i++) a[i]=*dc; for(int t=2*IT-1;t>=0;t--){ const double *g=U+t*N,*f=U+(t+1)*N; for(int j=0;j<N;j++) b[j]=0; for(int i=0;i<N;i++) for(int j=0;j<N;j++){ int k=t&1?j*N+i:i*N+j; double p=exp(g[j]-C[k]+f[i])*a[i]; b[j]-=p; dC[k]+=p; } double *q=a; a=b; b=q; } free(U); free(a); free(b); }
