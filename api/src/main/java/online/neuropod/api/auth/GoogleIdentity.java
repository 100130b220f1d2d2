package online.neuropod.api.auth;

import java.util.Optional;

/**
 * Somebody whom Google vouches for.
 *
 * @param subject Google's own id of them, which stays when the address changes
 * @param email lower case, verified by Google
 * @param name what they call themselves there
 */
record GoogleIdentity(String subject, String email, Optional<String> name) {}
