/** The api with real servers around it, and people who use it. */
@NullMarked
package online.neuropod.api.support;

import org.jspecify.annotations.NullMarked;
