/** Tests of the pages. */
@NullMarked
package online.neuropod.api.web;

import org.jspecify.annotations.NullMarked;
