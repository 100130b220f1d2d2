/** A person's money: balance and ledger. */
@NullMarked
package online.neuropod.api.wallet;

import org.jspecify.annotations.NullMarked;
