package online.neuropod.domain.money;

import java.util.Optional;

/**
 * A place where a law does not hold.
 *
 * @param law which
 * @param userId whose wallet
 * @param slot pod id or {@link Wallet#VOLUME}, where it is about a meter
 * @param session of the meter; 0 where it is about none
 * @param n of the entry; 0 where it is about none
 * @param detail what was found and what should be there, in English words, for an operator
 */
public record Breach(
    Law law, String userId, Optional<String> slot, long session, long n, String detail) {}
