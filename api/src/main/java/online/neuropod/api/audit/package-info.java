/** Who asked for which write, and what came of it. */
@NullMarked
package online.neuropod.api.audit;

import org.jspecify.annotations.NullMarked;
