/**
 * The four ways to change part of an object: merge patch, strategic merge patch, JSON patch,
 * server-side apply.
 */
@NullMarked
package online.neuropod.simulator.patch;

import org.jspecify.annotations.NullMarked;
