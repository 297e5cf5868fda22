/* limitnames.h -- the names of a table of limits: whole numbers as enumerators, others as doubles.
 *
 * For each limits.h, which says in LIMITS whose table; so there is no guard here.
 */
enum {
#define COUNT(name, value, what, why, suite, red) name = value,
#define LIMIT(name, value, what, why, suite, red)
#include LIMITS
};
#define COUNT(name, value, what, why, suite, red)
#define LIMIT(name, value, what, why, suite, red) static const double name = value;
#include LIMITS
#undef LIMITS
