/** What pods use, and what is free. */
@NullMarked
package online.neuropod.cluster.metrics;

import org.jspecify.annotations.NullMarked;
