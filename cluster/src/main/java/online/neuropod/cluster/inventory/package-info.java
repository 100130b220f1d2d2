/**
 * What stands in the cluster, as an administrator sees it: a record for each kind, which says what
 * a person asks about and nothing that is secret. No environment, command, annotation or content of
 * a Secret is in any of them: applied manifests stand in annotations, and passwords in commands.
 *
 * <p>The api shows the records as they are: their names are those of its JSON.
 */
@NullMarked
package online.neuropod.cluster.inventory;

import org.jspecify.annotations.NullMarked;
