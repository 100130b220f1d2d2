@NullMarked
package online.neuropod.domain.audit;

import org.jspecify.annotations.NullMarked;
