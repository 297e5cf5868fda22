/* found.c -- what a case has shown of an argument: the worst of it, where, and the command that
 * repeats it. */
#include "checks/vjp/judge.h"
#include "checks/io/out.h"
#include <stdarg.h>
#include <string.h>

const char *const rulingname[] = { "OK", "LOSSY", "INCONCLUSIVE", "WRONG" };

char *elementname(const char *name, const Shape *s, size_t e, char *index, size_t room)
{
	char *t = text("%s", "");

	for (int r = s->rank; r--;) {
		t = text("%zu%s%s", e % s->dim[r], *t ? "," : "", t);
		e /= s->dim[r];
	}
	if (index) snprintf(index, room, "%s", t);
	return s->rank ? text("%s[%s]", name, t) : text("%s", name);
}

Finding *finding(Bench *b, int arg) { return &b->v->arg[arg]; }

static void again(Bench *b, int arg)
{
	Finding *f = finding(b, arg);
	char *file = shellword(b->k->file);

	f->run = b->run + SMALLER * b->small;
	snprintf(f->sizes, sizeof f->sizes, "%s", sizestext(b->c));
	snprintf(f->again, sizeof f->again,
		"wengert vjp %s %s%s --arg %s%s%s --case %ld --seed-rng %lu", file, b->k->name,
		b->asked->twice ? " --twice" : "", b->k->arg[arg].name,
		*f->index ? " --index " : "", text("%s", f->index), f->run, b->asked->seed);
	release(file);
}

void accuse(Bench *b, int arg, Ruling a, const char *fmt, ...)
{
	Finding *f = finding(b, arg);
	va_list ap;

	if (f->ruling >= a)
		return;
	f->ruling = a;
	f->likely[0] = 0, f->weight = 0;
	va_start(ap, fmt);
	vsnprintf(f->evidence, sizeof f->evidence, fmt, ap);
	va_end(ap);
	f->index[0] = 0;
	again(b, arg);
}

void shown(Bench *b, int arg, size_t e, Quad given, const Slope *d)
{
	Finding *f = finding(b, arg);
	bool kink = d->hi - d->lo > 4 * d->error;

	snprintf(f->at, sizeof f->at, "%s",
		elementname(b->k->arg[arg].name, &b->c->xs[arg], e, f->index, sizeof f->index));
	if (b->s->kernel->plain) snprintf(f->at, sizeof f->at, "%s", sizestext(b->c));
	snprintf(f->given, sizeof f->given, "%s", quadtext(given, types[native(b->k)].decimals));
	snprintf(f->truth, sizeof f->truth, kink ? "%s to %s" : "%s",
		quadtext(kink ? d->lo : (d->lo + d->hi) / 2, types[native(b->k)].decimals),
		quadtext(d->hi, 9));
	again(b, arg);
}
