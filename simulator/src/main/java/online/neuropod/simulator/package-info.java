/** A small Kubernetes API server with a kubelet that plays the phases of pods. */
@NullMarked
package online.neuropod.simulator;

import org.jspecify.annotations.NullMarked;
