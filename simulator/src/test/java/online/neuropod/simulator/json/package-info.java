@NullMarked
package online.neuropod.simulator.json;

import org.jspecify.annotations.NullMarked;
