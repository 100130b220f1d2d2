@NullMarked
package online.neuropod.store.pods;

import org.jspecify.annotations.NullMarked;
