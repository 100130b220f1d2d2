/** Work on many items, one of which may fail. */
@NullMarked
package online.neuropod.worker.rounds;

import org.jspecify.annotations.NullMarked;
