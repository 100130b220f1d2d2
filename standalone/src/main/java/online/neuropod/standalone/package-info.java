/** Everything in one process on embedded parts. */
@NullMarked
package online.neuropod.standalone;

import org.jspecify.annotations.NullMarked;
