/** What changes in the cluster, as it changes. */
@NullMarked
package online.neuropod.cluster.watch;

import org.jspecify.annotations.NullMarked;
