@NullMarked
package online.neuropod.domain.money;

import org.jspecify.annotations.NullMarked;
