/** The real servers, and the product's processes that the tests start on them. */
@NullMarked
package online.neuropod.e2e.environment;

import org.jspecify.annotations.NullMarked;
