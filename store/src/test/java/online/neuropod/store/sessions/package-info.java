/** Who is signed in where, on every server. */
@NullMarked
package online.neuropod.store.sessions;

import org.jspecify.annotations.NullMarked;
