/** What the data directory promises. */
@NullMarked
package online.neuropod.standalone.data;

import org.jspecify.annotations.NullMarked;
