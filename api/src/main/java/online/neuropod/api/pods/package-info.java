/** Pods: wishes, views, connections, logs and their timeline. */
@NullMarked
package online.neuropod.api.pods;

import org.jspecify.annotations.NullMarked;
