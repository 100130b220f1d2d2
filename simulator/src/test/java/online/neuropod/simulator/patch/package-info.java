@NullMarked
package online.neuropod.simulator.patch;

import org.jspecify.annotations.NullMarked;
