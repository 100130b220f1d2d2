/** What a person wants to run: pods, their names, ports, statuses and wishes. */
@NullMarked
package online.neuropod.domain.pod;

import org.jspecify.annotations.NullMarked;
