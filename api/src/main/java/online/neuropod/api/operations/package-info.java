/** What goes on behind the pods, for administrators. */
@NullMarked
package online.neuropod.api.operations;

import org.jspecify.annotations.NullMarked;
