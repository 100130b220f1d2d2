/** The product as one process, seen from outside. */
@NullMarked
package online.neuropod.standalone.run;

import org.jspecify.annotations.NullMarked;
