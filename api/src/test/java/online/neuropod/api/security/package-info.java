/** Who may do what. */
@NullMarked
package online.neuropod.api.security;

import org.jspecify.annotations.NullMarked;
