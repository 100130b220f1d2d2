/** Loops that a controller manager runs: namespaces, claims, endpoint slices, garbage, routes. */
@NullMarked
package online.neuropod.simulator.controller;

import org.jspecify.annotations.NullMarked;
