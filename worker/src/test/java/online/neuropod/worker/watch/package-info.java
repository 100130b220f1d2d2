@NullMarked
package online.neuropod.worker.watch;

import org.jspecify.annotations.NullMarked;
