@NullMarked
package online.neuropod.worker.rounds;

import org.jspecify.annotations.NullMarked;
