/** What pods use, and what follows from it: whether one is idle, and when it is to stop. */
@NullMarked
package online.neuropod.domain.usage;

import org.jspecify.annotations.NullMarked;
