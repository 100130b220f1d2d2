/** The process that polls Temporal, watches the cluster and delivers what was left undelivered. */
@NullMarked
package online.neuropod.worker;

import org.jspecify.annotations.NullMarked;
