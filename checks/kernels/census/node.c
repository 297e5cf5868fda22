/* not judged: one function for both directions, on a graph */
enum { FORWARD, BACKWARD };
typedef struct Node {
	struct Node *child;
	float *x, *g;
	int n;
} Node;

void op_double(Node *p, int action)
{
	Node *q = p->child;

	if (action == FORWARD)
		for (int i = 0; i < p->n; i++) p->x[i] = 2 * q->x[i];
	else if (action == BACKWARD)
		for (int i = 0; i < p->n; i++) q->g[i] += 2 * p->g[i];
}
