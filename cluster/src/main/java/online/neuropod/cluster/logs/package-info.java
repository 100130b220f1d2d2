/** The text that a pod's container writes. */
@NullMarked
package online.neuropod.cluster.logs;

import org.jspecify.annotations.NullMarked;
