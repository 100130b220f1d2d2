/** The directory in which one installation keeps what it must not forget. */
@NullMarked
package online.neuropod.standalone.data;

import org.jspecify.annotations.NullMarked;
