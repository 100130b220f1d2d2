/** The operations on the API server, and what its refusals mean. */
@NullMarked
package online.neuropod.cluster.gateway;

import org.jspecify.annotations.NullMarked;
