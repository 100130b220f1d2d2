/** What holds of every cluster that NeuroPod drives, real or simulated. */
@NullMarked
package online.neuropod.cluster.contract;

import org.jspecify.annotations.NullMarked;
