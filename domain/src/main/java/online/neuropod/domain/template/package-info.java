/** The catalogue of templates. */
@NullMarked
package online.neuropod.domain.template;

import org.jspecify.annotations.NullMarked;
