@NullMarked
package online.neuropod.api.status;

import org.jspecify.annotations.NullMarked;
