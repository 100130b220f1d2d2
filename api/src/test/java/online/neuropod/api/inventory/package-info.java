@NullMarked
package online.neuropod.api.inventory;

import org.jspecify.annotations.NullMarked;
