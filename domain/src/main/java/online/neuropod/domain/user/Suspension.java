package online.neuropod.domain.user;

import java.time.Instant;

/**
 * Why a person is refused everywhere.
 *
 * @param reason in the words of the administrator
 * @param by user id of the administrator
 * @param at since when
 */
public record Suspension(String reason, String by, Instant at) {}
