@NullMarked
package online.neuropod.store.deletions;

import org.jspecify.annotations.NullMarked;
