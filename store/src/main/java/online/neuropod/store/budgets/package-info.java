/** What several processes together let somebody ask. */
@NullMarked
package online.neuropod.store.budgets;

import org.jspecify.annotations.NullMarked;
