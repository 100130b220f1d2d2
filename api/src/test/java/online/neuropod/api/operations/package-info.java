@NullMarked
package online.neuropod.api.operations;

import org.jspecify.annotations.NullMarked;
