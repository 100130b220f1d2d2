/** Tests of what an operator sets. */
@NullMarked
package online.neuropod.api.settings;

import org.jspecify.annotations.NullMarked;
