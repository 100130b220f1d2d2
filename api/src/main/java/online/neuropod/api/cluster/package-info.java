/** What is read live from the cluster. */
@NullMarked
package online.neuropod.api.cluster;

import org.jspecify.annotations.NullMarked;
