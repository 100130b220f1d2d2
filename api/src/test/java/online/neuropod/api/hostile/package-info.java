/** What people send who mean no good. */
@NullMarked
package online.neuropod.api.hostile;

import org.jspecify.annotations.NullMarked;
