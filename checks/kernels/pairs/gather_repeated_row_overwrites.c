/* gather_repeated_row_overwrites -- rows of a table by their numbers, out[b,c] = table[row[b],c]
 *
 * Wrong: = instead of +=: a row that is read twice keeps only the last contribution.
 */

/* wengert: out[B,C] = lookup(table[R,C]) with row[B] in [0,R) */
void lookup_forward(double *out, const double *table, const int *row, int B, int C, int R)
{
	(void)R;
	for (int i = 0; i < B * C; i++) out[i] = table[row[i / C] * C + i % C];
}

void lookup_backward(double *dtable, const double *dout, const int *row, int B, int C, int R)
{
	for (int i = 0; i < R * C; i++) dtable[i] = 0;
	for (int i = 0; i < B * C; i++) dtable[row[i / C] * C + i % C] += dout[i];
}

/* wengert: out[B,C] = lookup_wrong(table[R,C]) with row[B] in [0,R) */
void lookup_wrong_forward(double *out, const double *table, const int *row, int B, int C, int R)
{
	lookup_forward(out, table, row, B, C, R);
}

void lookup_wrong_backward(double *dtable, const double *dout, const int *row, int B, int C, int R)
{
	for (int i = 0; i < R * C; i++) dtable[i] = 0;
	for (int i = 0; i < B * C; i++) dtable[row[i / C] * C + i % C] = dout[i];
}
