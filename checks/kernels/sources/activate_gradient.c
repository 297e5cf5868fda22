/* expect 0: OK hinge.*OK third */
float hinge_activate(float x) { return x > 0 ? x : x / 4; }
float hinge_gradient(float x) { return x > 0 ? 1 : 0.25f; }
float third_activation(float x) { return x * x * x; }
float third_derivative(float x) { return 3 * x * x; }
