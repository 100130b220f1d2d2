/**
 * How fast the product is beside raw Kubernetes. Measured on demand, never a condition of a build.
 */
@NullMarked
package online.neuropod.e2e.bench;

import org.jspecify.annotations.NullMarked;
