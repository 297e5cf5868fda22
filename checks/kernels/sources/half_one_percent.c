/* expect 1: OK third .*WRONG third_wrong: the rule for x is wrong */
/* a constant with two digits: twelve ulps of binary16 */
_Float16 third(_Float16 x) { return x * (_Float16)0.3333f; }
_Float16 third_vjp(_Float16 x, _Float16 g) { return g * (_Float16)0.3333f; }

_Float16 third_wrong(_Float16 x) { return x * (_Float16)0.3333f; }
_Float16 third_wrong_vjp(_Float16 x, _Float16 g) { return g * (_Float16)0.33f; }
