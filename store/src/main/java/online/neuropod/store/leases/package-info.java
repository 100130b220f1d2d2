/** Who of several processes does what only one of them should. */
@NullMarked
package online.neuropod.store.leases;

import org.jspecify.annotations.NullMarked;
