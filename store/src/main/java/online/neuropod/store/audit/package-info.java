/** Who did what: only ever added to. */
@NullMarked
package online.neuropod.store.audit;

import org.jspecify.annotations.NullMarked;
