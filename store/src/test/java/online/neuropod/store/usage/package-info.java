@NullMarked
package online.neuropod.store.usage;

import org.jspecify.annotations.NullMarked;
