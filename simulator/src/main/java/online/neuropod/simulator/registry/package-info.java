/**
 * What the API server knows of its kinds: storage with versions and watches, validation, defaults,
 * admission, deletion.
 */
@NullMarked
package online.neuropod.simulator.registry;

import org.jspecify.annotations.NullMarked;
