/**
 * Hands changes in the cluster to the workflow of the pod, or to the drift check where none runs.
 */
@NullMarked
package online.neuropod.worker.watch;

import org.jspecify.annotations.NullMarked;
