/* jacobian.c -- `wengert jacobian FORMULA ... --at V,...`: all results by all inputs, by every engine. */
#include "checks/commands/commands.h"
#include "checks/commands/matrix.h"

static int jacobianat(const Options *o, json_t *points)
{
	Matrix m = matrixat(o, false);
	Fn fn = listfn(o->operand[0], m.list);

	m.f = facts(&fn, m.p.x, digits(m.num));
	for (const Engine *const *e = engines; *e; e++)
		if (wanted(o, *e))
			add(&m, text("%s", (*e)->name), m.sparse ? filled(&m, *e, &fn) : answer(*e, &m.f, m.num));
	return end(&m, points);
}

int cmd_jacobian(int argc, char **argv)
{
	Options o = options(argc, argv);
	int status;

	if (!o.noperands)
		bad("jacobian takes one formula or more");
	status = eachpoint(&o, jacobianat);
	freeoptions(&o);
	return status;
}
