/** What the worker tells of the product in numbers. */
@NullMarked
package online.neuropod.worker.metrics;

import org.jspecify.annotations.NullMarked;
