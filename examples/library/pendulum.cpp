/* pendulum.cpp -- operators of C++ on numbers that remember; sensitivities after a thousand steps.
 *
 *	c++ pendulum.cpp $(pkg-config --cflags --libs wengert) && ./a.out
 *
 * angle 0.369992, by the first angle 0.688393, by the length -2.354492
 */
#include <cstdio>
#include <wengert.h>

int main()
{
	wengert_scalar start = wengert_variable(0.4), length = wengert_variable(1);
	wengert_scalar angle = start, speed = wengert_constant(0);

	for (int k = 0; k < 1000; k++) {
		speed = speed - 0.01 * (9.81 / length) * wengert_sin(angle);
		angle = angle + 0.01 * speed;
	}
	wengert_seed(angle, 1);
	wengert_sweep();
	std::printf("angle %.6f, by the first angle %.6f, by the length %.6f\n", angle.value,
		wengert_adjoint(start), wengert_adjoint(length));
	wengert_release();
}
