@NullMarked
package online.neuropod.simulator;

import org.jspecify.annotations.NullMarked;
