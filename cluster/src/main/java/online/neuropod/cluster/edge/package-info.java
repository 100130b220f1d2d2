/** How a pod's ports are reached from outside, and whether they are. */
@NullMarked
package online.neuropod.cluster.edge;

import org.jspecify.annotations.NullMarked;
