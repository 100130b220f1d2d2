package online.neuropod.simulator.apiserver;

import java.time.Duration;

/** Where a stream goes: a WebSocket or a chunked response. Used by one thread. */
interface Sink {
  /** Sends one piece and waits until it is on its way; false when nobody is there any more. */
  boolean send(String text);

  /** Waits, but no longer than until the other side is gone; true when it is gone. */
  boolean awaitGone(Duration atMost);

  /** Runs when the other side is gone, at once if it is already. */
  void onGone(Runnable action);

  /** Ends the stream. */
  void end();
}
