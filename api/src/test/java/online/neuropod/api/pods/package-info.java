/** Tests of pods over HTTP. */
@NullMarked
package online.neuropod.api.pods;

import org.jspecify.annotations.NullMarked;
