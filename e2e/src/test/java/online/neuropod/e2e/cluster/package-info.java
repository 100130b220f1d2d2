/** What the product tells of the cluster, and pods that stop by themselves. */
@NullMarked
package online.neuropod.e2e.cluster;

import org.jspecify.annotations.NullMarked;
