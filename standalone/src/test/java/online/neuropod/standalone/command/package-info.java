/** What the command line promises. */
@NullMarked
package online.neuropod.standalone.command;

import org.jspecify.annotations.NullMarked;
