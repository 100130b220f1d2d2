/** Starts the parts, in their order, and ends them in the opposite one. */
@NullMarked
package online.neuropod.standalone.run;

import org.jspecify.annotations.NullMarked;
