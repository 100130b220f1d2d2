/** Implementations of the activity interfaces: translate between workflows, store and cluster. */
@NullMarked
package online.neuropod.activities;

import org.jspecify.annotations.NullMarked;
