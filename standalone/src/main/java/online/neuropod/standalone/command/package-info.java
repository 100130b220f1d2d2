/** The command line. */
@NullMarked
package online.neuropod.standalone.command;

import org.jspecify.annotations.NullMarked;
