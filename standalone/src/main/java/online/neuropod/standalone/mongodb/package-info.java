/** A MongoDB-compatible server in this process, on a file. */
@NullMarked
package online.neuropod.standalone.mongodb;

import org.jspecify.annotations.NullMarked;
