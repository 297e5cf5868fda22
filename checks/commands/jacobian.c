/* jacobian.c -- `wengert jacobian FORMULA ... --at V,...`: all results by all inputs. */
#include "checks/commands/commands.h"
#include "checks/commands/matrix.h"
#include "engines/prims/recorders.h"
#include <string.h>

/* the list of u'f instead of that of f */
static void weighted(Matrix *m)
{
	List *l = m->list;
	const double *u = m->u;
	V sum = { NULL, 0 };

	for (size_t k = 0; k < l->nout; k++) {
		V y = instruction(l, l->out[k]), c = y;
		Shape s = shapeof(y);

		c = Mul(s.rank ? Data(l, s, u) : Number(l, *u), y);
		for (int a = s.rank; a > 0; a--) c = Sum(c, a - 1);
		sum = sum.list ? Add(sum, c) : c;
		u += count(&s);
	}
	l->nout = 0;
	Output(sum);
	m->list = dead(l);
}

static int jacobianat(const Options *o, json_t *points)
{
	Matrix m = matrixat(o, false);
	Fn fn;

	if (o->tangent)
		m.v = narrowed(&m, m.p.total,
			       numbersof(o->tangent, "--tangent", m.p.total, "input"));
	if (o->cotangent) {
		m.nu = ny(m.list);
		m.u = narrowed(&m, m.nu, numbersof(o->cotangent, "--cotangent", m.nu, "result"));
		weighted(&m);
	}
	fn = listfn(o->operand[0], m.list);
	if (m.v) m.f = factsalong(&fn, m.p.x, m.v, digits(m.num));
	else     m.f = (strcmp(o->prove, "all") ? facts : entries)(&fn, m.p.x, digits(m.num));
	for (const Engine *const *e = engines; *e; e++)
		if (wanted(o, *e))
			add(&m, text("%s", (*e)->name),
			    m.sparse ? filled(&m, *e, &fn) : answer(*e, &m.f, m.num));
	return end(&m, points);
}

int cmd_jacobian(int argc, char **argv)
{
	Options o = options(argc, argv);
	int status;

	if (!o.noperands)
		bad("jacobian takes one formula or more");
	if ((o.tangent != NULL) + (o.cotangent != NULL) + o.sparse > 1)
		bad("jacobian: --tangent gives J v, --cotangent u'J, --sparse the matrix: only one "
		    "of them");
	status = eachpoint(&o, jacobianat);
	freeoptions(&o);
	return status;
}
