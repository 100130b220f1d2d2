@NullMarked
package online.neuropod.store.installation;

import org.jspecify.annotations.NullMarked;
