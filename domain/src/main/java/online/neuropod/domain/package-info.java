/** Records and rules: everything that can be decided without I/O. Depends on the JDK alone. */
@NullMarked
package online.neuropod.domain;

import org.jspecify.annotations.NullMarked;
