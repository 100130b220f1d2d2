package online.neuropod.domain.user;

import java.util.Optional;

/**
 * A person as administrators see them.
 *
 * @param user the person
 * @param suspension why they are refused, while they are
 */
public record Account(User user, Optional<Suspension> suspension) {}
