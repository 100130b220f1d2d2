/** Budgets on each server. */
@NullMarked
package online.neuropod.store.budgets;

import org.jspecify.annotations.NullMarked;
