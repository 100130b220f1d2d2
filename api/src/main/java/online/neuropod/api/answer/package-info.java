/** The one shape of every answer and of every failure, and the texts in each language. */
@NullMarked
package online.neuropod.api.answer;

import org.jspecify.annotations.NullMarked;
