/* flush -- what a process counted is written though it ends by _exit or abort: --wrap. */
#include <unistd.h>

void __gcov_dump(void);
_Noreturn void __real__exit(int);
_Noreturn void __real__Exit(int);
_Noreturn void __real_abort(void);
_Noreturn void __wrap__exit(int);
_Noreturn void __wrap__Exit(int);
_Noreturn void __wrap_abort(void);

void __wrap__exit(int status) { __gcov_dump(); __real__exit(status); }
void __wrap__Exit(int status) { __gcov_dump(); __real__Exit(status); }
void __wrap_abort(void)       { __gcov_dump(); __real_abort(); }
