@NullMarked
package online.neuropod.store.notices;

import org.jspecify.annotations.NullMarked;
