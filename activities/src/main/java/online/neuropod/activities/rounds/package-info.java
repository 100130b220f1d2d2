/** Work on many items, one of which may fail. */
@NullMarked
package online.neuropod.activities.rounds;

import org.jspecify.annotations.NullMarked;
