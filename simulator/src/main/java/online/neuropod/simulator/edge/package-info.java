/** Answers HTTP for the hosts of Ingresses and HTTPRoutes. */
@NullMarked
package online.neuropod.simulator.edge;

import org.jspecify.annotations.NullMarked;
