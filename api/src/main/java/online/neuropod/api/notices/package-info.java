/** What people are told without having asked. */
@NullMarked
package online.neuropod.api.notices;

import org.jspecify.annotations.NullMarked;
