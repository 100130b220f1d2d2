@NullMarked
package online.neuropod.domain.pod;

import org.jspecify.annotations.NullMarked;
