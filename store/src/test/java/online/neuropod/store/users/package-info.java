@NullMarked
package online.neuropod.store.users;

import org.jspecify.annotations.NullMarked;
