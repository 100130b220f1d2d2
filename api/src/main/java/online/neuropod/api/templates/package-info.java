/** The catalogue of templates. */
@NullMarked
package online.neuropod.api.templates;

import org.jspecify.annotations.NullMarked;
