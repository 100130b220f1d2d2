/** Kubernetes: what NeuroPod makes there, and what it sees. */
@NullMarked
package online.neuropod.cluster;

import org.jspecify.annotations.NullMarked;
