/** The catalogue. */
@NullMarked
package online.neuropod.api.templates;

import org.jspecify.annotations.NullMarked;
