/** End-to-end tests and benchmarks against real servers. */
@NullMarked
package online.neuropod.e2e;

import org.jspecify.annotations.NullMarked;
