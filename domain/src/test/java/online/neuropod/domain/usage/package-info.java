@NullMarked
package online.neuropod.domain.usage;

import org.jspecify.annotations.NullMarked;
