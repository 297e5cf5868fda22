/* expect 0: OK axpb */
typedef struct tensor_s { float *data, *grad; int n; } tensor;
/* wengert: y[n] = axpb(x[n], a[n]) with o as tensor { data = y, grad = dy, n = n },
 *	i as tensor { data = x, grad = dx, n = n }, w as tensor { data = a, grad = da, n = n } */
void axpb_forward(tensor *o, tensor *i, tensor *w)
{
	for (int j = 0; j < o->n; j++) o->data[j] = i->data[j] * w->data[j] + i->data[j];
}
void axpb_backward(tensor *o, tensor *i, tensor *w)
{
	for (int j = 0; j < o->n; j++) {
		i->grad[j] += o->grad[j] * (w->data[j] + 1);
		w->grad[j] += o->grad[j] * i->data[j];
	}
}
