/** The cluster as beans, set by properties: the same for every process. */
@NullMarked
package online.neuropod.cluster.spring;

import org.jspecify.annotations.NullMarked;
