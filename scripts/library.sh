#!/bin/sh
# library -- libwengert as its users meet it: installed, found by pkg-config, linked from C99 and C++11, shared and static, from other
# languages where their compilers are, from Python and pytest; its names, and what it says of mistakes.  Prints TAP.
# usage: library.sh ./wengert [WHAT IT INSTALLS BESIDE...]     these are for those who read what a suite needs
w=$(realpath "${1:-./wengert}") B=${B:-build} here=$(pwd)
root=$(pwd)
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; [ ! -s "$tmp/err" ] || sed 's/^/# /' "$tmp/err" | head -20; fi; }
skipped() { n=$((n + 1)); echo "ok $n - $1 # SKIP not here"; }
has() { command -v "$1" > /dev/null; }
warn='-Wall -Wextra -Wpedantic -Werror'

W=$w DESTDIR= sh scripts/install.sh install "$tmp/there" || exit 2
PKG_CONFIG_PATH=$tmp/there/lib/pkgconfig LD_LIBRARY_PATH=$tmp/there/lib WENGERT_LIBRARY=$tmp/there/lib/libwengert.so.1
WENGERT=$tmp/there/bin/wengert PYTHONPATH=$tmp/there/lib/python3/dist-packages PYTHONDONTWRITEBYTECODE=1
export PKG_CONFIG_PATH LD_LIBRARY_PATH WENGERT_LIBRARY WENGERT PYTHONPATH PYTHONDONTWRITEBYTECODE
if has pkg-config; then flags=$(pkg-config --cflags --libs wengert) static=$(pkg-config --static --libs wengert); else
	flags="-I$tmp/there/include -L$tmp/there/lib -lwengert"
	static="$flags $(sed -n 's/^Libs.private: //p' "$tmp/there/lib/pkgconfig/wengert.pc")"
fi

# ---- what is public, and nothing else ----
nm -D --defined-only "$B/libwengert.so.1" | awk '$2 ~ /[TDBR]/ { print $3 }' | LC_ALL=C sort > "$tmp/names"
diff library/symbols.txt "$tmp/names" > "$tmp/err" 2>&1; result $? 'the names of the shared library are those of library/symbols.txt'
nm -g --defined-only "$B/libwengert.a" 2> /dev/null | awk 'NF == 3 { print $3 }' | LC_ALL=C sort | diff library/symbols.txt - > "$tmp/err" 2>&1; result $? 'and those of the static one'

# ---- the program in the README, and each example: what its comment says it prints ----
awk '/^## From C/ { on = 1 } on && /^```c$/ { c = 1; next } c && /^```/ { exit } c' README.md > "$tmp/readme.c"
awk '/^## From C/ { on = 1 } on && /a\.out$/ { c = 1; next } c && /^```/ { exit } c' README.md > "$tmp/readme.want"
cp examples/library/* examples/python/* "$tmp/"
cd "$tmp" || exit 2
for f in readme.c kepler.c proof.c; do
	case $f in readme.c) cp readme.want want ;; *) sed -n '/a\.out$/,/\*\//{/^ \* [^ ]/s/^ \* //p}' "$f" > want ;; esac
	for cc in gcc clang; do
		has $cc || { skipped "$cc $f"; continue; }
		rm -f a.out
		eval "$cc -std=c99 $warn -o a.out $f $flags -lm" > err 2>&1 && ./a.out > out 2> err && [ -s want ] && diff want out > err; result $? "$cc -std=c99 $f prints what it says"
	done
	for cc in g++ clang++; do
		has $cc || { skipped "$cc $f"; continue; }
		eval "$cc -std=c++11 $warn -o a.out -x c++ $f -x none $flags -lm" > err 2>&1 && ./a.out > out 2> err && diff want out > err; result $? "$cc -std=c++11 $f"
	done
done
f=pendulum.cpp
sed -n '/a\.out$/,/\*\//{/^ \* [^ ]/s/^ \* //p}' $f > want
if has g++; then eval "g++ -std=c++11 $warn -o a.out $f $flags" > err 2>&1 && ./a.out > out 2> err && [ -s want ] && diff want out > err; result $? 'C++ with its operators'; else skipped 'C++'; fi
if has gfortran; then sed -n '/a\.out$/,/^[^!]/{/^! [^ ]/s/^! //p}' gradient.f90 > want; eval "gfortran -o a.out gradient.f90 $flags" > err 2>&1 && ./a.out > out 2> err && [ -s want ] && diff want out > err; result $? 'Fortran'; else skipped 'Fortran'; fi
if has rustc; then sed -n '/gradient$/,/^[^\/]/{/^\/\/ [^ ]/s,^// ,,p}' gradient.rs > want; rustc gradient.rs -L "$tmp/there/lib" -l wengert > err 2>&1 && ./gradient > out 2> err && [ -s want ] && diff want out > err; result $? 'Rust'; else skipped 'Rust'; fi
if has julia; then sed -n '/gradient.jl$/,/^[^#]/{/^# [^ ]/s/^# //p}' gradient.jl > want; julia gradient.jl > out 2> err && [ -s want ] && diff want out > err; result $? 'Julia'; else skipped 'Julia'; fi
eval "cc -o a.out proof.c -I$tmp/there/include $tmp/there/lib/libwengert.a $(echo "$static" | sed 's/-lwengert//')" > err 2>&1 && LD_LIBRARY_PATH= ./a.out > out 2> err && sed -n '/a\.out$/,/\*\//{/^ \* [^ ]/s/^ \* //p}' proof.c | diff - out > err; result $? 'linked statically'

# ---- what is asked, held against what the program says; mistakes are sentences and leave the program running ----
cat > asks.c <<'END'
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <pthread.h>
#include <wengert.h>

static int n;
static void is(int yes, const char *what) { printf("%sok %d - %s\n", yes ? "" : "not ", ++n, what); if (!yes) printf("# %s\n", wengert_why()); }
static int near(double a, double b) { return fabs(a - b) <= 1e-13 * fmax(1, fabs(b)); }
static int why(const char *part) { return strstr(wengert_why(), part) != NULL; }

/* f = x0^2 x1 + sin(x1 x2): all derivatives by hand */
static const double x[] = { 1.5, -0.5, 2 };
static double gradients[3], hessian[9];
static void known(void)
{
	double s = sin(x[1] * x[2]), c = cos(x[1] * x[2]);
	gradients[0] = 2 * x[0] * x[1], gradients[1] = x[0] * x[0] + c * x[2], gradients[2] = c * x[1];
	hessian[0] = 2 * x[1], hessian[1] = hessian[3] = 2 * x[0], hessian[2] = hessian[6] = 0;
	hessian[4] = -s * x[2] * x[2], hessian[5] = hessian[7] = c - s * x[1] * x[2], hessian[8] = -s * x[1] * x[1];
}
static int all(const double *a, const double *b, int m) { while (m--) if (!near(a[m], b[m])) return 0; return 1; }

static void *thread(void *p)
{
	char formula[80];
	size_t k, bad = 0;
	for (k = 0; k < 200; k++) {
		double at[] = { 0.5, 2 }, g[2], a = (double)(k + *(int *)p);
		wengert_program *f;
		wengert_scalar u = wengert_variable(a + 1), v;
		sprintf(formula, "%s%.0f*x^3*y", k % 3 ? "" : "+*", a);
		f = wengert_formula(formula, 0, NULL);
		v = wengert_mul(u, u);
		if (k % 3) bad += !f || wengert_gradient(f, at, NULL, g) || !near(g[0], a * 1.5) || !near(g[1], a / 8);
		else bad += f != NULL || !why("a mistake");
		wengert_close(f);
		wengert_seed(v, 1), wengert_sweep();
		bad += wengert_adjoint(u) != 2 * (a + 1);
		wengert_reset();
	}
	wengert_release();
	return bad ? p : NULL;
}

int main(int argc, char **argv)
{
	static const char *const engine[] = { "static", "forward", "reverse", "symbolic", "compiled", "checkpointed", NULL };
	wengert_input in[] = { { "W", 2, { 2, 3 } }, { "x", 1, { 3 } } };
	double y[3], g[9], H[81], J[27], J2[27], u[27], d[9], e;
	size_t dim[8], k;
	char text[400];
	wengert_truth t[9];
	wengert_sparse s;
	wengert_program *p, *q;
	int a[4] = { 1, 2, 3, 4 };
	pthread_t of[4];
	void *wrong = NULL, *got;

	known();
	is(!strcmp(wengert_version(), argv[1]), "the version is the program's");
	p = wengert_formula("x0^2*x1 + sin(x1*x2)", 0, NULL);
	is(p && wengert_inputs(p) == 3 && wengert_outputs(p) == 1, "three inputs, one result");
	is(!wengert_evaluate(p, x, y) && near(y[0], x[0] * x[0] * x[1] + sin(x[1] * x[2])), "its value");
	for (k = 0; engine[k]; k++) {
		is(!wengert_use(p, engine[k]), engine[k]);
		memset(g, 0, sizeof g);
		is(!wengert_gradient(p, x, y + 1, g) && all(g, gradients, 3) && near(y[1], y[0]), "its gradient");
		is(!wengert_hessian(p, x, y + 1, g, H) && all(H, hessian, 9) && all(g, gradients, 3) && near(y[1], y[0]), "its Hessian");
		is(!wengert_jacobian(p, x, NULL, g) && all(g, gradients, 3), "its Jacobian, without the value");
	}
	is(!wengert_use(p, "forward") && wengert_vjp(p, x, y, NULL, g) && why("forward gives no cotangents"), "an engine without cotangents says so");
	is(!wengert_use(p, "reverse") && wengert_jvp(p, x, x, NULL, g) && why("reverse gives no tangents"), "one without tangents too");
	is(wengert_use(p, "backward") && why("no engine \"backward\""), "no engine of that name");
	is(!wengert_use(p, "static") && !wengert_prove(p, x, t) && near(t[1].derivative, gradients[1]) && !strcmp(t[0].kind, "smooth") && t[0].error >= 0 && t[0].error < 1e-15, "proved");
	is(!wengert_errors(p, x, gradients, u) && u[0] == 0 && u[1] < 4 && u[2] < 4, "a gradient by hand is right");
	g[0] = gradients[0] * (1 + 1e-10), g[1] = -gradients[1], g[2] = NAN;
	is(!wengert_errors(p, x, g, u) && u[0] > 1e5 && u[0] < 1e6 && u[1] > 1e15 && !(u[2] <= 1e300), "a wrong one is not");
	is(!wengert_sparse_hessian(p, x, &s) && s.entries == 7 && s.rows == 3 && s.columns == 3, "a sparse Hessian leaves out two");
	for (e = 0, k = 0; k < s.entries; k++) e += !near(s.value[k], hessian[3 * s.row[k] + s.column[k]]);
	is(e == 0 && all(s.y, gradients, 3), "its entries");
	wengert_free_sparse(&s);
	is(s.value == NULL && s.entries == 0, "freed");
	k = wengert_text(p, text, sizeof text);
	q = wengert_list(text);
	is(k == strlen(text) + 1 && q && !wengert_gradient(q, x, NULL, g) && all(g, gradients, 3), "its list, printed and read");
	is(wengert_text(p, text, 10) == k && strlen(text) == 9 && wengert_text(p, NULL, 0) == k, "a text that does not fit is cut, its length is told");
	wengert_close(q);

	q = wengert_formula("tanh(W @ x) * 2", 2, in);
	for (k = 0; k < 9; k++) d[k] = 0.1 * (double)k - 0.3;
	is(q && wengert_inputs(q) == 9 && wengert_outputs(q) == 2, "arrays");
	is(wengert_input_shape(q, 0, dim) == 2 && dim[0] == 2 && dim[1] == 3 && wengert_input_shape(q, 1, dim) == 1 && dim[0] == 3 && wengert_input_shape(q, 2, dim) == -1, "shapes of inputs");
	is(wengert_output_shape(q, 0, dim) == 1 && dim[0] == 2 && wengert_output_shape(q, 1, dim) == -1, "shape of the result");
	is(!strcmp(wengert_input_name(q, 1), "x") && !wengert_input_name(q, 2), "names of inputs");
	is(!wengert_jacobian(q, d, y, J) && !wengert_use(q, "forward") && !wengert_jacobian(q, d, NULL, J2) && all(J, J2, 18), "a Jacobian by rows is the one by columns");
	is(!wengert_errors(q, d, J, u) && u[0] < 8 && u[17] < 8, "and right");
	wengert_use(q, "static");
	g[0] = 1, g[1] = -2;
	is(!wengert_vjp(q, d, g, NULL, H) && near(H[0], J[0] - 2 * J[9]) && near(H[8], J[8] - 2 * J[17]), "a cotangent");
	is(!wengert_jvp(q, d, d, NULL, y), "a tangent");
	for (e = 0, k = 0; k < 9; k++) e += J[9 + k] * d[k];
	is(near(y[1], e), "is the Jacobian's product");
	is(wengert_gradient(q, d, NULL, g) && why("2 results: a gradient is of one number"), "no gradient of two results");
	is(wengert_hessian(q, d, NULL, NULL, H) && why("a Hessian is of one number"), "no Hessian either");
	is(!wengert_sparse_jacobian(q, d, &s) && s.entries == 12 && near(s.value[0], J[0]), "a sparse Jacobian");
	wengert_free_sparse(&s);
	wengert_close(q);

	q = wengert_formula("abs(x)", 0, NULL);
	y[0] = 0;
	is(!wengert_prove(q, y, t) && !strcmp(t[0].kind, "kink") && t[0].left == -1 && t[0].right == 1, "a kink has two sides");
	wengert_close(q);
	q = wengert_formula("1/x", 0, NULL);
	is(!wengert_prove(q, y, t) && isnan(t[0].derivative) && !*t[0].digits, "no derivative at a pole");
	wengert_close(q);

	is(!wengert_formula("x +* y", 0, NULL) && why("  x +* y\n     ^ expected a value"), "a mistake is shown with a caret");
	is(!wengert_formula("v @ w", 1, (wengert_input[]){ { "v", 1, { 3 } } }) && why("\"w\" is none of them"), "an input that is not declared");
	is(!wengert_formula("W @ x", 2, (wengert_input[]){ { "W", 2, { 2, 3 } }, { "x", 1, { 2 } } }), "shapes that do not fit");
	is(!wengert_formula("v", 1, (wengert_input[]){ { "v", 1, { 0 } } }) && why("a size is 0"), "a size of 0");
	is(!wengert_formula("v", 1, (wengert_input[]){ { "v", 9, { 0 } } }) && why("rank 9"), "nine axes");
	is(!wengert_formula("v", 2, (wengert_input[]){ { "v", 0, { 0 } }, { "v", 0, { 0 } } }) && why("two inputs are called v"), "a name twice");
	is(!wengert_formula("v", 1, (wengert_input[]){ { "v w", 0, { 0 } } }) && why("is no name"), "what is no name");
	is(!wengert_formula("v", 1, (wengert_input[]){ { NULL, 0, { 0 } } }) && why("is no name"), "no name at all");
	is(!wengert_formula("iterate(100000000, s = x, s/2)", 0, NULL) && why("100000000 steps, and at most 10000000 are taken") && !why("--"), "a loop without end: no option of the program is named");
	is(!wengert_formula(NULL, 0, NULL) && !wengert_list(NULL), "no text");
	is(!wengert_list("v0 = nothing") && why("line 1"), "what is no list");
	is(!wengert_list("return\n") && why("the list returns nothing"), "a list without results");
	is(!wengert_list("v0 = input x\nv1[1] = cond v0 v0 {\nv0 = input -\nreturn v0\n}\nreturn v1\n") && !strcmp(wengert_why(), "line 5: expected as many bodies as the primitive has, found \"\""), "a branch that is missing");
	q = wengert_formula("2", 0, NULL);
	for (k = 0; engine[k]; k++) {
		y[0] = 0;
		is(q && !wengert_use(q, engine[k]) && !wengert_gradient(q, x, y, g) && y[0] == 2, "no inputs");
		is(!wengert_sparse_jacobian(q, x, &s) && s.rows == 1 && s.columns == 0 && s.entries == 0, "an empty Jacobian");
		wengert_free_sparse(&s);
		is(!wengert_sparse_hessian(q, x, &s) && s.rows == 0 && s.columns == 0 && s.entries == 0, "an empty Hessian");
		wengert_free_sparse(&s);
	}
	wengert_close(q);
	is(!wengert_evaluate(p, x, y) && !*wengert_why(), "and all goes on");
	wengert_close(p);
	wengert_close(NULL);
	for (k = 0; k < 4; k++) pthread_create(&of[k], NULL, thread, &a[k]);
	for (k = 0; k < 4; k++) if (pthread_join(of[k], &got), got) wrong = got;
	is(!wrong, "four threads, each with programs and a recording of its own");
	printf("1..%d\n", n);
	return 0;
}
END
version=$("$w" --version | cut -d' ' -f2)
eval "cc -std=gnu11 -O1 -o asks asks.c $flags -lm -lpthread" > err 2>&1; result $? 'a program that asks for everything'
./asks "$version" > out 2> err
grep -E '^(not )?ok' out | sed 's/ok [0-9]* - //' | while read -r line; do case $line in 'not '*) echo "1 ${line#not }" ;; *) echo "0 $line" ;; esac; done > each
while read -r bad line; do result "$bad" "$line"; done < each
[ ! -s err ] && grep -q "^1\\.\\.$(grep -c . each)\$" out; result $? 'to its end, and prints nothing itself'
if has valgrind && [ -n "${VALGRIND:-}" ]; then valgrind -q --error-exitcode=3 --leak-check=full --errors-for-leak-kinds=definite ./asks "$version" > /dev/null 2> err; result $? 'without a leak'; fi

# ---- Python ----
python=${PYTHON:-python3}
$python -c 'import numpy, pytest' 2> /dev/null || python=/usr/bin/python3
if $python -c 'import numpy' 2> /dev/null; then
	for f in gradients.py torch_function.py; do
		! grep -q '^import torch' $f || $python -c 'import torch' 2> /dev/null || { skipped "$f"; continue; }
		awk '/python3 .*py$/ { c = 1; next } c && /^"""/ { exit } c && NF' $f > want
		$python $f > out 2> err && [ -s want ] && sh "$root/scripts/alike.sh" want out > err; result $? "$f prints what it says"
	done
	$python "$here/library/python/test_wengert.py" > out 2> err
	grep -E '^(not )?ok' out > each
	while read -r line; do case $line in 'not ok'*) result 1 "Python:${line#*-}" ;; *) result 0 "Python:${line#*-}" ;; esac; done < each
	grep -q "^1\\.\\.$(grep -c . each)\$" out; result $? 'Python, to the end'
else
	skipped 'Python with NumPy'
fi
if $python -c 'import pytest' 2> /dev/null; then
	mkdir -p project/kernels && cp "$here/checks/kernels/sources/named_as_in_the_library.c" project/kernels/
	cp "$here/checks/kernels/sources/named_as_in_the_library_wrong.c" project/kernels/wrong.c
	printf '[pytest]\naddopts = -p pytest_wengert -p no:cacheprovider\nwengert = kernels/*.c\n' > project/pytest.ini
	(cd project && $python -m pytest -q) > out 2> err; [ $? = 1 ] && grep -q '^5 failed, ' out && grep -q 'WRONG gamma: the rule for x is wrong' out; result $? 'pytest: each kernel is a test, and fails with its verdict'
	rm project/kernels/wrong.c
	(cd project && $python -m pytest -q) > out 2> err; result $? 'pytest: those that are right pass'
	echo 'int main(void) { return 0; }' > project/kernels/none.c
	(cd project && $python -m pytest -q) > out 2> err; [ $? = 2 ] && grep -q 'no kernel: ' out; result $? 'pytest: a file without a kernel is an error'
else
	skipped 'pytest'
fi
echo "1..$n"
