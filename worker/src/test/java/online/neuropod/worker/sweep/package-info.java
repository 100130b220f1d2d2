@NullMarked
package online.neuropod.worker.sweep;

import org.jspecify.annotations.NullMarked;
