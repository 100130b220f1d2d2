/** By what people show who they are. */
@NullMarked
package online.neuropod.store.credentials;

import org.jspecify.annotations.NullMarked;
