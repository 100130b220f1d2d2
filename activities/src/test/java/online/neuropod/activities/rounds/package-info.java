@NullMarked
package online.neuropod.activities.rounds;

import org.jspecify.annotations.NullMarked;
