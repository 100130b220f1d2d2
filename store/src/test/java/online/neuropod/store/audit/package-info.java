@NullMarked
package online.neuropod.store.audit;

import org.jspecify.annotations.NullMarked;
