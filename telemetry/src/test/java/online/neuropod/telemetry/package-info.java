/** Traces: what was asked, and all that was done for it, in whichever process. */
@NullMarked
package online.neuropod.telemetry;

import org.jspecify.annotations.NullMarked;
