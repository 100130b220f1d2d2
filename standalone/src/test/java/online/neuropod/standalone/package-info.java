/** The whole product in one process. */
@NullMarked
package online.neuropod.standalone;

import org.jspecify.annotations.NullMarked;
