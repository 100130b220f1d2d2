/** The HTTP face: paths, discovery, lists, watches, logs, metrics. */
@NullMarked
package online.neuropod.simulator.apiserver;

import org.jspecify.annotations.NullMarked;
