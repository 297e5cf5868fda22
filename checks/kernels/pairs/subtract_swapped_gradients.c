/* subtract_swapped_gradients -- a - b
 *
 * Wrong: the gradients of the two arguments are swapped.
 */

double difference(double a, double b) { return a - b; }

void difference_vjp(double a, double b, double g, double *da, double *db)
{
	(void)a, (void)b;
	*da = g;
	*db = -g;
}

double difference_wrong(double a, double b) { return difference(a, b); }

void difference_wrong_vjp(double a, double b, double g, double *da, double *db)
{
	difference_vjp(a, b, g, db, da);
}
