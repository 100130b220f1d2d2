/** How much somebody may ask, and what happens beyond that. */
@NullMarked
package online.neuropod.api.limits;

import org.jspecify.annotations.NullMarked;
