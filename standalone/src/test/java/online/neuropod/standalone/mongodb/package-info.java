/** What the embedded MongoDB promises. */
@NullMarked
package online.neuropod.standalone.mongodb;

import org.jspecify.annotations.NullMarked;
