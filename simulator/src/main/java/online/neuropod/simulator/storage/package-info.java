/** Where objects outlive the process. */
@NullMarked
package online.neuropod.simulator.storage;

import org.jspecify.annotations.NullMarked;
