/** Measures pods, and ends those that nobody uses or whose time is over. */
@NullMarked
package online.neuropod.worker.usage;

import org.jspecify.annotations.NullMarked;
