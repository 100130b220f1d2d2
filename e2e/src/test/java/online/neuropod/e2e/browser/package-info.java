/** A person's work in a real browser. */
@NullMarked
package online.neuropod.e2e.browser;

import org.jspecify.annotations.NullMarked;
