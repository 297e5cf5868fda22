/* expect 1: only binary32 could be run - line 5: the bits of a number.*0 of 1 primitive refuted, 1
 * without a verdict */
/* the bits of a float have no meaning in binary128 */
#include <stdint.h>
#include <string.h>
float negated(float x) { uint32_t u = *(uint32_t *)&x ^ 0x80000000u; return *(float *)&u; }
float negated_vjp(float x, float g) { (void)x; return -g; }
