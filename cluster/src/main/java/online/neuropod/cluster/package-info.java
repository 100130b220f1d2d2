/** Kubernetes: object factories, one gateway, watch, logs and metrics. */
@NullMarked
package online.neuropod.cluster;

import org.jspecify.annotations.NullMarked;
