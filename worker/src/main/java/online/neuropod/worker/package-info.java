/** The process that polls Temporal and watches the cluster. */
@NullMarked
package online.neuropod.worker;

import org.jspecify.annotations.NullMarked;
