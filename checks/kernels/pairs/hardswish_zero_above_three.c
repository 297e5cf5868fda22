/* hardswish_zero_above_three -- hard swish, x min(max(x + 3, 0), 6)/6
 *
 * Wrong: 0 instead of 1 above 3.
 */
float hardswish(float x) { return x <= -3 ? 0 : x >= 3 ? x : x * (x + 3) / 6; }
float hardswish_vjp(float x, float g) { return x <= -3 ? 0 : x >= 3 ? g : g * (2 * x + 3) / 6; }

float hardswish_wrong(float x) { return hardswish(x); }
float hardswish_wrong_vjp(float x, float g) { return x <= -3 || x >= 3 ? 0 : g * (2 * x + 3) / 6; }
