/** Pods from order to answer, and what comes between. */
@NullMarked
package online.neuropod.e2e.deploy;

import org.jspecify.annotations.NullMarked;
