/** JupyterLab in a pod: its start hook and its token. */
@NullMarked
package online.neuropod.cluster.jupyter;

import org.jspecify.annotations.NullMarked;
