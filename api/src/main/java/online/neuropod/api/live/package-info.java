/** The feed of changes and the sockets that carry it. */
@NullMarked
package online.neuropod.api.live;

import org.jspecify.annotations.NullMarked;
