/** JSON trees, quantities and timestamps as Kubernetes writes them. */
@NullMarked
package online.neuropod.simulator.json;

import org.jspecify.annotations.NullMarked;
