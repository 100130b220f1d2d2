/** Tests of sign-in and of who may do what. */
@NullMarked
package online.neuropod.api.auth;

import org.jspecify.annotations.NullMarked;
