@NullMarked
package online.neuropod.domain.cluster;

import org.jspecify.annotations.NullMarked;
