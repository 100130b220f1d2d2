/** The process that serves REST, WebSocket and the web application. */
@NullMarked
package online.neuropod.api;

import org.jspecify.annotations.NullMarked;
