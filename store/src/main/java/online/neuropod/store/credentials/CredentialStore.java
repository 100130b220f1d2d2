package online.neuropod.store.credentials;

import java.time.Instant;
import java.util.Optional;

/** By what people show who they are: passwords, by e-mail address, and accounts at Google. */
public interface CredentialStore {
  /**
   * A password.
   *
   * @param email lower case
   * @param userId whose it is
   * @param hash of the password, with how it was made
   * @param verified whether the operator vouches that it is that of the address's owner
   * @param at when it was set
   */
  record Password(String email, String userId, String hash, boolean verified, Instant at) {}

  /** The password of an address. */
  Optional<Password> password(String email);

  /**
   * Adds a password.
   *
   * @return false if the address has one
   */
  boolean add(Password password);

  /**
   * Replaces a password.
   *
   * @return false if it is not there any more as it was read
   */
  boolean replace(Password read, Password by);

  /** Sets the password of an address, whatever there was. */
  void set(Password password);

  /**
   * Removes a password.
   *
   * @return false if it is not there any more as it was read
   */
  boolean remove(Password read);

  /** Whose an account at Google is. */
  Optional<String> googleUser(String subject);

  /** The account at Google of a person. */
  Optional<String> googleSubject(String userId);

  /**
   * Notes whose an account at Google is.
   *
   * @return false if it is somebody's already
   */
  boolean addGoogle(String subject, String userId, Instant at);

  /** Forgets that an account at Google is a person's. */
  void removeGoogle(String subject, String userId);

  /** Forgets everything by which a person could sign in. */
  void forget(String userId);
}
