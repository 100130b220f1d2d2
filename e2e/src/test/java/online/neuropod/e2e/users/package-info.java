/** What becomes of people's pods, data and money when administrators shut them out. */
@NullMarked
package online.neuropod.e2e.users;

import org.jspecify.annotations.NullMarked;
