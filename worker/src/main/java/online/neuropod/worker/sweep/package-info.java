/** Makes up for what was lost: wishes nobody took up, workflows and bills that are gone. */
@NullMarked
package online.neuropod.worker.sweep;

import org.jspecify.annotations.NullMarked;
