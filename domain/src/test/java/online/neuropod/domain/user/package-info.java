@NullMarked
package online.neuropod.domain.user;

import org.jspecify.annotations.NullMarked;
