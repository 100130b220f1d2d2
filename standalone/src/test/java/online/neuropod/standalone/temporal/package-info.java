/** What the embedded Temporal promises. */
@NullMarked
package online.neuropod.standalone.temporal;

import org.jspecify.annotations.NullMarked;
