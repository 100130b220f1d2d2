/** Tests of what spans features: the contract of failures, the description, settings. */
@NullMarked
package online.neuropod.api;

import org.jspecify.annotations.NullMarked;
