/** Sign-in and the person who is signed in. */
@NullMarked
package online.neuropod.api.auth;

import org.jspecify.annotations.NullMarked;
