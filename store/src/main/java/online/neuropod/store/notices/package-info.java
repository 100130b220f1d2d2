/** What people are told without having asked. */
@NullMarked
package online.neuropod.store.notices;

import org.jspecify.annotations.NullMarked;
