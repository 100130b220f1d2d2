/**
 * Pure factories: one Kubernetes object from NeuroPod's values, and NeuroPod's values from one
 * object.
 */
@NullMarked
package online.neuropod.cluster.model;

import org.jspecify.annotations.NullMarked;
