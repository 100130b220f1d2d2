/** How much somebody may ask. */
@NullMarked
package online.neuropod.api.limits;

import org.jspecify.annotations.NullMarked;
