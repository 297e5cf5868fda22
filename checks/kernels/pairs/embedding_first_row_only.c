/* embedding_first_row_only -- token and position embedding
 *	out[b,t,c] = wte[tokens[b,t],c] + wpe[t,c]
 *
 * Wrong: the gradient of wpe has the contribution of the first batch row only.
 */

/* wengert: out[B,T,C] = embed(wte[V,C], wpe[T,C]) with tokens[B,T] in [0,V) accumulates */
void embed_forward(float *out, const float *wte, const float *wpe, const int *tokens, int B, int T,
	int C, int V)
{
	for (int b = 0; b < B; b++)
		for (int t = 0; t < T; t++)
			for (int c = 0; c < C; c++)
				out[(b * T + t) * C + c] =
					wte[tokens[b * T + t] * C + c] + wpe[t * C + c];
}

void embed_backward(float *dwte, float *dwpe, const float *dout, const int *tokens, int B, int T,
	int C, int V)
{
	for (int b = 0; b < B; b++)
		for (int t = 0; t < T; t++)
			for (int c = 0; c < C; c++) {
				dwte[tokens[b * T + t] * C + c] += dout[(b * T + t) * C + c];
				dwpe[t * C + c] += dout[(b * T + t) * C + c];
			}
}

/* wengert: out[B,T,C] = embed_wrong(wte[V,C], wpe[T,C]) with tokens[B,T] in [0,V) accumulates */
void embed_wrong_forward(float *out, const float *wte, const float *wpe, const int *tokens, int B,
	int T, int C, int V)
{
	embed_forward(out, wte, wpe, tokens, B, T, C, V);
}

void embed_wrong_backward(float *dwte, float *dwpe, const float *dout, const int *tokens, int B,
	int T, int C, int V)
{
	for (int b = 0; b < B; b++)
		for (int t = 0; t < T; t++)
			for (int c = 0; c < C; c++) {
				dwte[tokens[b * T + t] * C + c] += dout[(b * T + t) * C + c];
				if (!b) dwpe[t * C + c] += dout[(b * T + t) * C + c];
			}
}
