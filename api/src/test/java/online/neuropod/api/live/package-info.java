/** Tests of the feed over sockets. */
@NullMarked
package online.neuropod.api.live;

import org.jspecify.annotations.NullMarked;
