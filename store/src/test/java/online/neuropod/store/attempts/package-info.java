/** Failed sign-ins, on every server. */
@NullMarked
package online.neuropod.store.attempts;

import org.jspecify.annotations.NullMarked;
