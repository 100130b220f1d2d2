/** What the installation knows of itself. */
@NullMarked
package online.neuropod.store.installation;

import org.jspecify.annotations.NullMarked;
