@NullMarked
package online.neuropod.store.standing;

import org.jspecify.annotations.NullMarked;
