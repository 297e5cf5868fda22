/* inputs.c -- which inputs a formula has, their shapes, and the values --at gives them. */
#include "checks/commands/options.h"
#include "engines/formula/formula.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- items of --at: split at commas outside brackets ---------------------- */

static size_t item(const char *s)
{
	int deep = 0;
	size_t n = 0;

	for (; s[n] && (deep || s[n] != ','); n++)
		deep += (s[n] == '[') - (s[n] == ']');
	return n;
}

static const char *unblanked(const char *s)
{
	while (isspace((unsigned char)*s)) s++;
	return s;
}

static double numeral(const char *s, const char **end, const char *who)
{
	char *e;
	double v = strtod(s, &e);

	if (e == s)
		bad("%s: \"%.*s\" is not a number; decimal, hexadecimal (0x1.8p+1), inf and nan "
			"are read", who, (int)strcspn(s, ",]"), s);
	*end = unblanked(e);
	return v;
}

/* [[1,2],[3,4]]: numbers into v, the shape into s; returns what follows */
static const char *nested(const char *p, double **v, size_t *n, size_t *room, Shape *s, int depth,
	const char *who)
{
	size_t len = 0;

	p = unblanked(p);
	if (*p != '[') {
		*v = grow(*v, room, *n + 1, sizeof **v);
		(*v)[(*n)++] = numeral(p, &p, who);
		return p;
	}
	if (depth == RANK)
		bad("%s: at most %d brackets within brackets", who, RANK);
	if (s->rank <= depth) s->rank = depth + 1;
	do {
		p = unblanked(nested(p + 1, v, n, room, s, depth + 1, who));
		len++;
	} while (*p == ',');
	if (*p != ']')
		bad("%s: expected ] before \"%.20s\"", who, p);
	if (s->dim[depth] && s->dim[depth] != len)
		bad("%s: rows of %zu and of %zu numbers in one array", who, s->dim[depth], len);
	s->dim[depth] = len;
	return unblanked(p + 1);
}

/* what stands after name= : @file, [array] or a number */
static double *given(const char *s, size_t length, Shape *shape, const char *who)
{
	char *one = copytext(s, length);
	double *v = NULL;
	size_t n = 0, room = 0;

	*shape = scalar();
	if (*one == '@')
		v = loadnpy(one + 1, shape);
	else {
		const char *end = nested(one, &v, &n, &room, shape, 0, who);

		if (*end)
			bad("%s: expected a comma before \"%.20s\"", who, end);
		if (count(shape) != n)
			bad("%s: \"%.40s\" is not a rectangular array", who, one);
	}
	release(one);
	return v;
}

/* the name of name=..., or 0 */
static size_t namedlength(const char *s, size_t n)
{
	size_t k = 0;

	while (k < n && (isalnum((unsigned char)s[k]) || s[k] == '_')) k++;
	return k < n && s[k] == '=' ? k : 0;
}

static size_t inputnamed(const Point *p, const char *s, size_t n, const char *who)
{
	for (size_t k = 0; k < p->n; k++)
		if (strlen(p->name[k]) == n && !strncmp(p->name[k], s, n))
			return k;
	bad("%s: there is no input \"%.*s\"", who, (int)n, s);
}

static char *listed(const Point *p)
{
	char *t = copytext("", 0);

	for (size_t k = 0; k < p->n && k < 8; k++) {
		char *more =
			text("%s%s%s%s", t, k ? ", " : "", p->name[k], shapetext(&p->shape[k]));

		release(t);
		t = more;
	}
	return t;
}

static size_t startof(const Point *p, size_t k)
{
	size_t n = 0;

	while (k-- > 0) n += count(&p->shape[k]);
	return n;
}

/* shapes that --at itself shows, by @file or [..] */
static void shapesin(Point *p, const char *at, const bool *declared)
{
	for (size_t n; *at; at = unblanked(at + n + (at[n] == ','))) {
		size_t name = namedlength(at, n = item(at));
		Shape s;

		if (name && strchr("@[", at[name + 1]) && at[name + 1]) {
			size_t k = inputnamed(p, at, name, "--at");

			release(given(at + name + 1, n - name - 1, &s, "--at"));
			if (declared[k] && !same(&s, &p->shape[k]))
				bad("--at: %s has shape %s, --arg says %s", p->name[k],
					shapetext(&s), shapetext(&p->shape[k]));
			p->shape[k] = s;
		}
	}
}

/* x[2,0]: of ten million elements, too */
static void label(Point *p)
{
	size_t e = 0;

	p->label = alloc(p->total, sizeof *p->label);
	for (size_t k = 0; k < p->n; k++) {
		const Shape s = p->shape[k];
		const size_t head = strlen(p->name[k]), n = count(&s);
		char *name = alloc(head + RANK * sizeof ",18446744073709551615" + 2, 1);

		memcpy(name, p->name[k], head);
		for (size_t i = 0; i < n; i++) {
			char *end = name + head;

			for (size_t a = 0, rest = n, at = i; a < (size_t)s.rank; a++, at %= rest) {
				rest /= s.dim[a];
				end += sprintf(end, "%c%zu", a ? ',' : '[', at / rest);
			}
			if (s.rank) *end++ = ']';
			p->label[e++] = copytext(name, (size_t)(end - name));
		}
		release(name);
	}
}

/* inputs that are numbers elsewhere; "": there is none */
static const char *unmeant(const Point *p)
{
	for (size_t k = 0; k < p->n; k++)
		if (strchr("eij", *p->name[k]) && !p->name[k][1])
			return *p->name[k] == 'e' ? "; e is an input: the number is exp(1)"
				: "; i and j are inputs: formulas are of real numbers";
	return "";
}

static void fill(Point *p, const char *at, const char *who)
{
	size_t e = 0, set = 0;
	char *names = listed(p);
	bool *done = alloc(p->total, 1);

	at = unblanked(at);
	for (size_t n; *at; at = unblanked(at + n + (at[n] == ','))) {
		size_t name = namedlength(at, n = item(at));
		Shape s;
		double *v;

		if (name)
			e = startof(p, inputnamed(p, at, name, who)), name++;
		v = given(at + name, n - name, &s, who);
		for (size_t i = 0; i < count(&s); i++, e++) {
			if (e >= p->total || done[e])
				bad("%s: %s for %zu (%s)", who, e < p->total ? "a value is given "
					"twice" : "more values than inputs", p->total, names);
			p->x[e] = v[i];
			done[e] = true;
			set++;
		}
		release(v);
	}
	if (set != p->total)
		bad("%s: %zu value%s for %zu input%s (%s)%s", who, set, set == 1 ? "" : "s",
			p->total, p->total == 1 ? "" : "s", names, unmeant(p));
	release(names);
	release(done);
}

double *numbersof(const char *list, const char *option, size_t n, const char *of)
{
	double *d = alloc(n, sizeof *d);
	const char *p = list, *end;

	for (size_t k = 0; k < n; k++) {
		d[k] = numeral(p, &end, option);
		if (k + 1 < n ? *end != ',' : *end)
			bad("%s: \"%s\": expected %zu number%s, one for each %s", option, list, n,
				n > 1 ? "s" : "", of);
		p = end + (*end == ',');
	}
	return d;
}

double *direction(const char *seed, size_t n, const char *of)
{
	double *d;

	if (seed)
		return numbersof(seed, "--seed", n, of);
	d = alloc(n, sizeof *d);
	d[0] = 1;
	return d;
}

Point pointof(size_t n, char *const *name, const Shape *shape, const char *at, const char *who)
{
	Point p = { .n = n };

	p.name = alloc(n, sizeof *p.name);
	p.shape = alloc(n, sizeof *p.shape);
	for (size_t k = 0; k < n; k++) {
		p.name[k] = copytext(name[k], strlen(name[k]));
		p.shape[k] = shape[k];
	}
	p.total = startof(&p, n);
	p.x = alloc(p.total, sizeof *p.x);
	label(&p);
	if (at)
		fill(&p, at, who);
	return p;
}

static Shape declaredshape(const char *s, const char *whole)
{
	Shape shape = scalar();
	char *end;

	if (*s++ != '[')
		bad("--arg: \"%s\": expected NAME:[SIZE,...], as in W:[3,4]", whole);
	while (*s != ']') {
		unsigned long long n = strtoull(s, &end, 10);

		if (end == s || (*end != ',' && *end != ']') || *s == '-')
			bad("--arg: \"%s\": expected sizes between [ and ], as in W:[3,4]", whole);
		if (!n)
			bad("--arg: \"%s\": a size is 0; every size must be at least 1", whole);
		if (shape.rank == RANK)
			bad("--arg: \"%s\": at most %d axes", whole, RANK);
		shape.dim[shape.rank++] = (size_t)n;
		if ((double)count(&shape) > 1e9)
			bad("--arg: \"%s\": more than 10^9 elements", whole);
		s = *end == ',' ? end + 1 : end;
	}
	if (s[1])
		bad("--arg: \"%s\": expected nothing after ]", whole);
	return shape;
}

static size_t varnames(const char *vars, char ***name)
{
	char *copy = copytext(vars, strlen(vars));
	size_t n = 0, room = 0;

	*name = NULL;
	for (char *t = strtok(copy, ", "); t; t = strtok(NULL, ", ")) {
		for (size_t k = 0; k < n; k++)
			if (!strcmp((*name)[k], t))
				bad("--vars: %s is there twice", t);
		*name = grow(*name, &room, n + 1, sizeof **name);
		(*name)[n++] = copytext(t, strlen(t));
	}
	release(copy);
	return n;
}

static bool among(size_t n, char *const *name, const char *s)
{
	for (size_t k = 0; k < n; k++)
		if (!strcmp(name[k], s))
			return true;
	return false;
}

/* the item of --at for this name: where it begins, and its length; NULL: there is none */
static const char *itemof(const char *at, const char *name, size_t *length)
{
	for (size_t n; *at; at = unblanked(at + n + (at[n] == ','))) {
		size_t k = namedlength(at, n = item(at));

		if (k == strlen(name) && !strncmp(at, name, k)) {
			*length = n;
			return at;
		}
	}
	return NULL;
}

static char *cutout(const char *at, const char *from, size_t length)
{
	return text("%.*s%s", (int)(from - at), at, from + length + (from[length] == ','));
}

/* a name of the formulas that is not among --vars has its value by name in --at, and keeps it */
static void fix(Point *p, const Options *o)
{
	char **name;
	size_t n = freenames(o->noperands, o->operand, &name), nameroom = p->n, shaperoom = p->n;

	p->name = grow(p->name, &nameroom, p->n + n, sizeof *p->name);
	p->shape = grow(p->shape, &shaperoom, p->n + n, sizeof *p->shape);
	p->fixed = alloc(n, sizeof *p->fixed);
	for (size_t k = 0; k < n; k++) {
		size_t length, next = p->n + p->nfixed, head = strlen(name[k]) + 1;
		const char *s =
			among(next, p->name, name[k]) ? NULL : itemof(p->at, name[k], &length);
		char *rest;

		if (s) {
			double *x = given(s + head, length - head, &p->shape[next], "--at");

			for (size_t i = 0; o->num && i < count(&p->shape[next]); i++)
				x[i] = o->num->round(x[i]);
			p->fixed[p->nfixed++] = x;
			p->name[next] = copytext(name[k], head - 1);
			rest = cutout(p->at, s, length);
			release(p->at);
			p->at = rest;
		}
		release(name[k]);
	}
	release(name);
}

Point newpoint(const Options *o)
{
	Point p = { 0 }, q;
	bool *declared;

	for (size_t k = 0; k < o->noperands; k++)
		if (strlen(o->operand[k]) > LONGEST)
			bad("the formula has %zu characters; at most %d are read",
				strlen(o->operand[k]), LONGEST);
	p.n = o->vars ? varnames(o->vars, &p.name) : freenames(o->noperands, o->operand, &p.name);
	p.shape = alloc(p.n, sizeof *p.shape);
	declared = alloc(p.n, 1);
	for (size_t k = 0; k < o->arg.n; k++) {
		size_t n = strcspn(o->arg.word[k], ":"),
		       i = inputnamed(&p, o->arg.word[k], n, "--arg");

		if (!o->arg.word[k][n])
			bad("--arg: \"%s\": expected NAME:[SIZE,...], as in W:[3,4]",
				o->arg.word[k]);
		p.shape[i] = declaredshape(o->arg.word[k] + n + 1, o->arg.word[k]);
		declared[i] = true;
	}
	if (!p.n)
		bad("the formula has no inputs, so there is nothing to differentiate by");
	if (manypoints(o->at))
		bad("--at @FILE.csv and --at - are for grad, jacobian and hessian, not for %s",
			o->command);
	p.at = text("%s", o->at ? unblanked(o->at) : "");
	if (o->vars) fix(&p, o);
	shapesin(&p, p.at, declared);
	q = pointof(p.n, p.name, p.shape, NULL, "--at");
	p.total = q.total, p.x = q.x, p.label = q.label;
	for (size_t k = 0; k < q.n; k++) release(q.name[k]);
	release(q.name);
	release(q.shape);
	release(declared);
	return p;
}

/* after the formula has been read, so that a mistake in it is said first */
void setpoint(Point *p, const Options *o)
{
	if (!o->at)
		bad("--at is missing: it gives the values of %s", listed(p));
	fill(p, p->at, "--at");
}

void freepoint(Point *p)
{
	for (size_t k = 0; k < p->n + p->nfixed; k++) release(p->name[k]);
	for (size_t k = 0; k < p->nfixed; k++) release(p->fixed[k]);
	for (size_t e = 0; e < p->total; e++) release(p->label[e]);
	release(p->name);
	release(p->shape);
	release(p->x);
	release(p->label);
	release(p->fixed);
	release(p->at);
}

V recordat(List *l, const Point *p, const char *formula, const V *x)
{
	size_t n = p->n + p->nfixed;
	V *all = alloc(n, sizeof *all), y;

	memcpy(all, x, p->n * sizeof *x);
	for (size_t k = p->n; k < n; k++)
		all[k] = p->shape[k].rank ? Data(l, p->shape[k], p->fixed[k - p->n])
					  : Number(l, *p->fixed[k - p->n]);
	y = recordformula(l, formula, n, (const char *const *)p->name, all);
	release(all);
	return y;
}

List *formulas(const Options *o, const Point *p)
{
	List *l = newlist();
	V *x = alloc(p->n, sizeof *x);

	for (size_t k = 0; k < p->n; k++)
		x[k] = Input(l, p->name[k], p->shape[k]);
	for (size_t k = 0; k < o->noperands; k++)
		Output(recordat(l, p, o->operand[k], x));
	release(x);
	return dead(l);
}
