/** What a cluster says about a pod, and what that means. */
@NullMarked
package online.neuropod.domain.cluster;

import org.jspecify.annotations.NullMarked;
