/* diagnose.h -- what looks for a mistake: one argument's gradient beside the truth. */
#ifndef DIAGNOSE_H
#define DIAGNOSE_H
#include "checks/vjp/judge.h"

typedef struct {
	Bench *b;
	int arg;
	size_t n;
	Quad *const *g;
	const Quad *given;
	const Slope *known;
	Quad *truth, *error, peak, size;
} Patient;

void likely(Patient *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* to the digits a literal has, and what the truth does not resolve */
bool matches(Quad a, Quad b, Quad scale);
/* "2", "n/(n - 1) with n = 5"; NULL: no known number */
char *factor(Quad k, const Case *);
char *figures(Quad k);                     /* its digits: those of k - 1 where it is near 1 */
char *timeswhat(const char *factor, const char *what);     /* n times what, with n = 5 */

#endif
