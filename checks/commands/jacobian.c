/* jacobian.c -- `wengert jacobian FORMULA ... --at V,...`: all results by all inputs. */
#include "checks/commands/along.h"
#include "checks/commands/commands.h"
#include "checks/commands/matrix.h"
#include <string.h>

static int jacobianat(const Options *o, json_t *points)
{
	Matrix m = matrixat(o, false);
	Fn fn;

	if (o->tangent)
		m.v = vectorof(o->tangent, "--tangent", m.p.total, "input", m.num);
	if (o->cotangent) {
		m.nu = ny(m.list);
		m.u = vectorof(o->cotangent, "--cotangent", m.nu, "result", m.num);
		m.list = weightedby(m.list, m.u);
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
	onlyone(&o, o.sparse, "--tangent gives J v, --cotangent u'J, --sparse the matrix");
	status = eachpoint(&o, jacobianat);
	freeoptions(&o);
	return status;
}
