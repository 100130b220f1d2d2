/** Tests of prices. */
@NullMarked
package online.neuropod.api.pricing;

import org.jspecify.annotations.NullMarked;
