/** Tests of people's money over HTTP. */
@NullMarked
package online.neuropod.api.wallet;

import org.jspecify.annotations.NullMarked;
