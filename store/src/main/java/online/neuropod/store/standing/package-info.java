/** What follows for a person's money and pods from what administrators decide about the person. */
@NullMarked
package online.neuropod.store.standing;

import org.jspecify.annotations.NullMarked;
