/** NeuroPod as its users see it: REST, WebSocket, and what answers at the edge. */
@NullMarked
package online.neuropod.e2e.client;

import org.jspecify.annotations.NullMarked;
