/* expect 0: OK act */
#include <stddef.h>
typedef struct Config { size_t rows, cols; double alpha; enum { RELU, LEAKY } kind; } Config;
/* wengert: out[rows,cols] = act(in[rows,cols]) with cfg as Config { rows = rows, cols = cols, alpha = 0.3, kind = LEAKY } */
void act_forward(const Config *cfg, const double *in, double *out)
{
	for (size_t i = 0; i < cfg->rows * cfg->cols; i++)
		out[i] = in[i] > 0 ? in[i] : cfg->kind == LEAKY ? cfg->alpha * in[i] : 0;
}
void act_backward(const Config *cfg, const double *in, const double *dout, double *din)
{
	for (size_t i = 0; i < cfg->rows * cfg->cols; i++)
		din[i] = in[i] > 0 ? dout[i] : cfg->kind == LEAKY ? cfg->alpha * dout[i] : 0;
}
