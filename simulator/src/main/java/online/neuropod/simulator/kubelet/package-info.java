/** Plays the phases of pods: pulls, starts, crashes, logs, usage, and graceful ends. */
@NullMarked
package online.neuropod.simulator.kubelet;

import org.jspecify.annotations.NullMarked;
