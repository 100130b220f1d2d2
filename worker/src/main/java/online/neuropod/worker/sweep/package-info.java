/** Makes up for what was lost: wishes nobody took up, workflows that are gone. */
@NullMarked
package online.neuropod.worker.sweep;

import org.jspecify.annotations.NullMarked;
