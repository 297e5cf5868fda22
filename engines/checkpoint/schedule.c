/* schedule -- a chain of L stages reversed with s snapshots
 *
 *	t(L, s) = min over d of  d + t(L - d, s - 1) + t(d, s),   t(1, s) = 0
 *	        = r L - beta(s + 1, r - 1),   beta(s, r) = C(s + r, s),   r the least with L <=
 * beta(s, r)
 *
 * Griewank & Walther, Algorithm 799: Revolve, ACM TOMS 26 (2000) 19-45.
 */
#include "engines/checkpoint/schedule.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

Policy checkpointpolicy;

__extension__ typedef unsigned __int128 Wide;

size_t beta(size_t s, size_t r)
{
	size_t few = s < r ? s : r, many = s < r ? r : s, b = 1;

	for (size_t k = 1; k <= few; k++) {
		Wide next = (Wide)b * (many + k) / k;

		if (next > SIZE_MAX)
			return SIZE_MAX;
		b = (size_t)next;
	}
	return b;
}

/* how often the stages are run at most */
static size_t runsof(size_t length, size_t snaps)
{
	size_t r = 0;

	while (beta(snaps, r) < length) r++;
	return r;
}

size_t revolve(size_t length, size_t snaps)
{
	size_t r;

	if (snaps < 2)                         /* r is L - 1: too many to look for one by one */
		return length * (length - 1) / 2;
	r = runsof(length, snaps);
	return r ? r * length - beta(snaps + 1, r - 1) : 0;
}

/* where the next snapshot goes: as far as leaves both sides their optimum */
static size_t middle(size_t length, size_t snaps)
{
	size_t r = runsof(length, snaps), here = beta(snaps, r - 1),
	       there = length - beta(snaps - 1, r - 1);

	return here < there ? here : there;
}

typedef struct { Plan p; size_t length; Act *act; void *to; } Schedule;

static size_t stage(const Schedule *s, size_t group)
{
	return group * s->p.group < s->length ? group * s->p.group : s->length;
}

static void turned(const Schedule *s, size_t group)
{
	s->act(s->to, TAPE, stage(s, group + 1));
	s->act(s->to, BACK, stage(s, group));
}

/* groups [from, to); the state before the first is the last snapshot and where we are */
static void reversed(const Schedule *s, size_t from, size_t to, size_t snaps)
{
	for (; to - from > 1; s->act(s->to, RESTORE, stage(s, from))) {
		if (snaps == 1) {
			s->act(s->to, ADVANCE, stage(s, --to));
			turned(s, to);
			continue;
		}
		size_t d = from + middle(to - from, snaps);

		s->act(s->to, ADVANCE, stage(s, d));
		s->act(s->to, STORE, stage(s, d));
		reversed(s, d, to, snaps - 1);
		s->act(s->to, DROP, stage(s, d));
		to = d;
	}
	turned(s, from);
}

static size_t groups(Plan p, size_t length) { return (length + p.group - 1) / p.group; }

void schedule(Plan p, size_t length, Act *act, void *to)
{
	Schedule s = { p, length, act, to };

	act(to, STORE, 0);
	reversed(&s, 0, groups(p, length), p.snaps);
	act(to, DROP, 0);
}

size_t advances(Plan p, size_t length) { return p.group * revolve(groups(p, length), p.snaps); }

Plan storeall(size_t length) { return (Plan){ length, 1 }; }

Plan uniform(size_t length, size_t group)
{
	Plan p = { group ? group : (size_t)ceil(sqrt((double)length)), 1 };

	if (p.group > length) p.group = length;
	p.snaps = groups(p, length);
	return p;
}

Plan binomial(size_t length, size_t snaps)
{
	if (!snaps) snaps = (size_t)ceil(log2((double)length)) + 1;
	return (Plan){ 1, snaps < length ? snaps : length };
}

/* ---- as the user says it --------------------------------------------------------- */

bool planfrom(const char *s, Policy *w)
{
	static const char *const name[] = { "any", "store-all", "uniform", "binomial" };
	size_t n = strcspn(s, ":");
	char *end;

	for (int k = ANYPLAN; k <= BINOMIAL; k++) {
		if (strncmp(s, name[k], n) || name[k][n])
			continue;
		w->how = k;
		w->n = 0;                          /* the budget stays */
		if (!s[n])
			return true;
		w->n = strtoul(s + n + 1, &end, 10);
		return k >= UNIFORM && s[n + 1] >= '1' && s[n + 1] <= '9' && !*end;
	}
	return false;
}

Plan planof(Policy w, size_t length)
{
	return w.how == STOREALL   ? storeall(length)
		: w.how == UNIFORM ? uniform(length, w.n)
				   : binomial(length, w.n);
}
