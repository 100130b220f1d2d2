/** Tests of the stores, against every kind of server that they run on. */
@NullMarked
package online.neuropod.store;

import org.jspecify.annotations.NullMarked;
