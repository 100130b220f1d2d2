/** Wallets, meters, prices and runway, in integer micro-euros. */
@NullMarked
package online.neuropod.domain.money;

import org.jspecify.annotations.NullMarked;
