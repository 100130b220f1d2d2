/** Who asks, and what they may. */
@NullMarked
package online.neuropod.api.security;

import org.jspecify.annotations.NullMarked;
