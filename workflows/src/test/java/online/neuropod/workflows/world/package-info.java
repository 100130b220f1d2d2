/**
 * A small world for workflows to work in: Temporal's test server, whose time is skipped, and
 * records, wallet and cluster in memory that keep state by the rules of the real ones.
 */
@NullMarked
package online.neuropod.workflows.world;

import org.jspecify.annotations.NullMarked;
