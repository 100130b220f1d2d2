/** What people are told without having asked. */
@NullMarked
package online.neuropod.domain.notice;

import org.jspecify.annotations.NullMarked;
