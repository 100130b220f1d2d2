/** Charges of real sessions. */
@NullMarked
package online.neuropod.e2e.money;

import org.jspecify.annotations.NullMarked;
