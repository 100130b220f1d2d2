/** What an operator can set, validated at start. */
@NullMarked
package online.neuropod.api.settings;

import org.jspecify.annotations.NullMarked;
