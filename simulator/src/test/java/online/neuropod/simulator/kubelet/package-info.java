@NullMarked
package online.neuropod.simulator.kubelet;

import org.jspecify.annotations.NullMarked;
