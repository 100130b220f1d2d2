/** What the one HTTP server answers beside the api. */
@NullMarked
package online.neuropod.standalone.web;

import org.jspecify.annotations.NullMarked;
