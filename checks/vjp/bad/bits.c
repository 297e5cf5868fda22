/* expect [01]: bits of a number|--formula */
/* the bits of a float have no meaning in binary128 */
#include <stdint.h>
#include <string.h>
float negated(float x) { uint32_t u = *(uint32_t *)&x ^ 0x80000000u; return *(float *)&u; }
float negated_vjp(float x, float g) { (void)x; return -g; }
