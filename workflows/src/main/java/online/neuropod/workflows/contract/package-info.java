/**
 * What others need to start workflows, signal them and serve their activities: interfaces, inputs
 * and results, ids, task queues and failure types.
 */
@NullMarked
package online.neuropod.workflows.contract;

import org.jspecify.annotations.NullMarked;
