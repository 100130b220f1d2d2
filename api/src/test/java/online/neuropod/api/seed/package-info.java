/** Tests of what a new installation begins with. */
@NullMarked
package online.neuropod.api.seed;

import org.jspecify.annotations.NullMarked;
