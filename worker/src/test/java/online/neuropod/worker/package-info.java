@NullMarked
package online.neuropod.worker;

import org.jspecify.annotations.NullMarked;
