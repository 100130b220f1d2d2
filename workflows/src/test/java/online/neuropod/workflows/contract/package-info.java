/** Tests of what processes say to each other through Temporal. */
@NullMarked
package online.neuropod.workflows.contract;

import org.jspecify.annotations.NullMarked;
