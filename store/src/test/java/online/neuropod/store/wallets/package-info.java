@NullMarked
package online.neuropod.store.wallets;

import org.jspecify.annotations.NullMarked;
