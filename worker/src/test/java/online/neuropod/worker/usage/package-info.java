@NullMarked
package online.neuropod.worker.usage;

import org.jspecify.annotations.NullMarked;
