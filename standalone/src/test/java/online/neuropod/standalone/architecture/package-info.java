/**
 * The arrows between the modules, held as rules. They live here because this module sees all
 * others.
 */
@NullMarked
package online.neuropod.standalone.architecture;

import org.jspecify.annotations.NullMarked;
