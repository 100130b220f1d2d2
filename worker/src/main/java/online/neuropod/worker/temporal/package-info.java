/** Temporal's side of the process: task queues are polled while it lives. */
@NullMarked
package online.neuropod.worker.temporal;

import org.jspecify.annotations.NullMarked;
