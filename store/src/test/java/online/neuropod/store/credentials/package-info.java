/** Passwords and accounts at Google, on every server. */
@NullMarked
package online.neuropod.store.credentials;

import org.jspecify.annotations.NullMarked;
