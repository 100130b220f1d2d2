/** Who did what. */
@NullMarked
package online.neuropod.api.audit;

import org.jspecify.annotations.NullMarked;
