/** Killed processes and dead servers in the middle of it all. */
@NullMarked
package online.neuropod.e2e.faults;

import org.jspecify.annotations.NullMarked;
