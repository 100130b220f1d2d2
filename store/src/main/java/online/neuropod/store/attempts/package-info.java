/** Sign-ins that failed. */
@NullMarked
package online.neuropod.store.attempts;

import org.jspecify.annotations.NullMarked;
