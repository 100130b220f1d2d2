@NullMarked
package online.neuropod.store.outages;

import org.jspecify.annotations.NullMarked;
