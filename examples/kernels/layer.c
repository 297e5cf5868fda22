/* layer -- y = scale W x; sizes, a number, the weights and their gradient are fields of a struct
 *
 *	wengert vjp examples/kernels/layer.c
 */
typedef struct { int inputs, outputs; float scale; float *weights, *weight_updates; } Layer;

/* wengert: y[M] = layer(x[N], w[M,N]) with l as Layer { inputs = N, outputs = M, scale = 0.5,
 *	weights = w, weight_updates = dw } */
void layer_forward(const Layer *l, const float *x, float *y, int M, int N)
{
	for (int i = 0; i < l->outputs; i++) {
		y[i] = 0;
		for (int j = 0; j < l->inputs; j++)
			y[i] += l->scale * l->weights[i * l->inputs + j] * x[j];
	}
}

void layer_backward(Layer *l, const float *x, const float *dy, float *dx, int M, int N)
{
	for (int j = 0; j < l->inputs; j++) dx[j] = 0;
	for (int i = 0; i < l->outputs; i++)
		for (int j = 0; j < l->inputs; j++) {
			dx[j] += l->scale * l->weights[i * l->inputs + j] * dy[i];
			l->weight_updates[i * l->inputs + j] = l->scale * dy[i] * x[j];
		}
}
