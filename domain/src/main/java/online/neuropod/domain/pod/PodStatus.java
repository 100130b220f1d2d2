package online.neuropod.domain.pod;

import java.util.Locale;

/**
 * The life of a pod as its owner sees it. {@link #wire()} is the spelling of the API and of the
 * store.
 */
public enum PodStatus {
  /** Accepted; the first deploy is under way. */
  CREATING,
  /** Waiting for a GPU. Not billed. */
  QUEUED,
  /** A later deploy (start, retry) is under way. */
  STARTING,
  /** The container runs, and is billed. */
  RUNNING,
  /** The container is being taken down. Not billed after its real end. */
  STOPPING,
  /** Nothing of it runs; the volume is kept. */
  STOPPED,
  /** The last operation failed; the reason says why. Nothing of it runs. */
  ERROR,
  /** Being removed for good. */
  DELETING,
  /** Removed; kept hidden for receipts. */
  DELETED;

  /** The lower-case spelling used in JSON and in the store. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The status with this {@link #wire()} spelling.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static PodStatus ofWire(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }

  /**
   * Whether a pod may go from this status to {@code next}. A status may always be written again.
   */
  public boolean canBecome(PodStatus next) {
    if (next == this) {
      return true;
    }
    return switch (this) {
      case CREATING ->
          next == QUEUED
              || next == RUNNING
              || next == STOPPING
              || next == ERROR
              || next == DELETING;
      case QUEUED ->
          next == CREATING
              || next == STARTING
              || next == RUNNING
              || next == STOPPING
              || next == ERROR
              || next == DELETING;
      case STARTING ->
          next == QUEUED
              || next == RUNNING
              || next == STOPPING
              || next == ERROR
              || next == DELETING;
      case RUNNING -> next == STOPPING || next == ERROR || next == DELETING;
      case STOPPING -> next == STOPPED || next == ERROR || next == STARTING || next == DELETING;
      case STOPPED, ERROR -> next == STARTING || next == DELETING;
      case DELETING -> next == DELETED;
      case DELETED -> false;
    };
  }

  /** Whether a container of the pod runs or is on its way to run. */
  public boolean isActive() {
    return this == CREATING || this == QUEUED || this == STARTING || this == RUNNING;
  }
}
