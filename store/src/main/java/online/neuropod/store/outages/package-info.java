/** Servers that NeuroPod needs and that do not answer. */
@NullMarked
package online.neuropod.store.outages;

import org.jspecify.annotations.NullMarked;
