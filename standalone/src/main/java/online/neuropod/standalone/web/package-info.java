/** What the one HTTP server answers beside the api: the hosts of simulated pods. */
@NullMarked
package online.neuropod.standalone.web;

import org.jspecify.annotations.NullMarked;
