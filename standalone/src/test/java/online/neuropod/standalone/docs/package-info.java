/** What the documentation says is what the program does. */
@NullMarked
package online.neuropod.standalone.docs;

import org.jspecify.annotations.NullMarked;
