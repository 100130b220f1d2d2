@NullMarked
package online.neuropod.worker.temporal;

import org.jspecify.annotations.NullMarked;
