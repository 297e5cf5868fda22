/* mpi.c -- the plug-in mpi.so: messages between ranks by MPI (MPI 3.1, sections 3.2, 3.8, 8.7).
 *
 * A plug-in of its own, so that a program without it, or on a machine without MPI, runs as well.
 */
#include "checks/io/messages.h"
#include <limits.h>
#include <mpi.h>
#include <stdlib.h>

enum { TAG = 1 };

/* of Open MPI by PMIx, which mpirun and srun --mpi=pmix speak; of MPICH and its kin by PMI */
static bool started(void)
{
#ifdef OPEN_MPI
	return getenv("PMIX_RANK");
#else
	return getenv("PMI_RANK");
#endif
}

static const char *begin(size_t *rank, size_t *size)
{
	int r, n;

	if (MPI_Init(NULL, NULL) != MPI_SUCCESS) return "MPI cannot be initialised";
	MPI_Comm_rank(MPI_COMM_WORLD, &r);
	MPI_Comm_size(MPI_COMM_WORLD, &n);
	*rank = (size_t)r, *size = (size_t)n;
	return NULL;
}

static bool send(size_t to, const void *bytes, size_t n)
{
	return n <= INT_MAX &&
		MPI_Send(bytes, (int)n, MPI_BYTE, (int)to, TAG, MPI_COMM_WORLD) == MPI_SUCCESS;
}

static bool waiting(size_t *from, size_t *n)
{
	MPI_Status s;
	int there = 0, bytes = 0;

	MPI_Iprobe(MPI_ANY_SOURCE, TAG, MPI_COMM_WORLD, &there, &s);
	if (!there) return false;
	MPI_Get_count(&s, MPI_BYTE, &bytes);
	*from = (size_t)s.MPI_SOURCE, *n = (size_t)bytes;
	return true;
}

static void take(size_t from, void *bytes, size_t n)
{
	MPI_Recv(bytes, (int)n, MPI_BYTE, (int)from, TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void end(void) { MPI_Finalize(); }

const Messages *wengert_messages(void)
{
	static const Messages mpi = { MESSAGES_ABI, started, begin, send, waiting, take, end };

	return &mpi;
}
