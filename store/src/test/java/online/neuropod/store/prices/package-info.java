@NullMarked
package online.neuropod.store.prices;

import org.jspecify.annotations.NullMarked;
