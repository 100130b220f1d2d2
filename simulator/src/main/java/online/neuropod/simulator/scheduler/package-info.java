/** Puts pods on nodes, or says why it cannot. */
@NullMarked
package online.neuropod.simulator.scheduler;

import org.jspecify.annotations.NullMarked;
