/** Who is signed in where. */
@NullMarked
package online.neuropod.store.sessions;

import org.jspecify.annotations.NullMarked;
