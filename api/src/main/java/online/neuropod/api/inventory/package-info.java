/** The cluster, as administrators see it. */
@NullMarked
package online.neuropod.api.inventory;

import org.jspecify.annotations.NullMarked;
