/* flush -- counts of a process that ends by _exit or abort are written too: linked with --wrap=_exit,_Exit,abort. */
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
