/** What pods use and have used, and how that bears on their end. */
@NullMarked
package online.neuropod.store.usage;

import org.jspecify.annotations.NullMarked;
