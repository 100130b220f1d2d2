@NullMarked
package online.neuropod.simulator.registry;

import org.jspecify.annotations.NullMarked;
