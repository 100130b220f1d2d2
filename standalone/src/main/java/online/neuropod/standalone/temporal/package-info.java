/** A Temporal service in this process. */
@NullMarked
package online.neuropod.standalone.temporal;

import org.jspecify.annotations.NullMarked;
