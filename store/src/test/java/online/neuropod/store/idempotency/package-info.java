@NullMarked
package online.neuropod.store.idempotency;

import org.jspecify.annotations.NullMarked;
