/** The single-page application and the API's own description. */
@NullMarked
package online.neuropod.api.web;

import org.jspecify.annotations.NullMarked;
