/* expect 0: OK scal */
/* wengert: X[n] = scal(A[1], B[n]) with A in (1,2) in place accumulates */
void scal_forward(double *B, const double *A, int n) { for (int i = 0; i < n; i++) B[i] /= A[0]; }
void scal_backward(double *dB, double *dA, const double *X, const double *A, int n)
{
	for (int i = 0; i < n; i++) { dB[i] /= A[0]; dA[0] -= dB[i] * X[i]; }
}
