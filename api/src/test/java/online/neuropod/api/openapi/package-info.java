/** Makes the committed description of the API and holds it in step. */
@NullMarked
package online.neuropod.api.openapi;

import org.jspecify.annotations.NullMarked;
