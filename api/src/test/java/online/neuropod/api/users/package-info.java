@NullMarked
package online.neuropod.api.users;

import org.jspecify.annotations.NullMarked;
