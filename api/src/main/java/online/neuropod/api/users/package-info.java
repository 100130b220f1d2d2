/** People as administrators see them: who they are, what they use, and what becomes of them. */
@NullMarked
package online.neuropod.api.users;

import org.jspecify.annotations.NullMarked;
