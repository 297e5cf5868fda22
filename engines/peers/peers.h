/* peers.h -- tools of others, as engines and natively. */
#ifndef PEERS_H
#define PEERS_H
#include "engines/wengert.h"
#include "engines/peers/peer.h"

#define P(id, ...) extern const Peer id##_peer;
#include "engines/peers/peers.def"

typedef struct { const char *name, *package; bool here; } PeerTool;
size_t peertools(PeerTool *);              /* all that there could be; NULL: only how many */

const Peer *peerof(const Engine *);        /* NULL: it is no tool of others */

/* Of a function of one input, opened by its engine: gx at n numbers at once, in the tool's
 * binary32. False: it has no arrays, or did not answer.
 */
bool peermany(void *state, size_t n, const float *x, float *gx);

#endif
