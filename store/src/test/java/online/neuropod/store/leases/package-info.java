@NullMarked
package online.neuropod.store.leases;

import org.jspecify.annotations.NullMarked;
