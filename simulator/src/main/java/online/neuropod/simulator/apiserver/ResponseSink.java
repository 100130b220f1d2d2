package online.neuropod.simulator.apiserver;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A stream over a connection of the HTTP server. */
final class ResponseSink implements Sink {
  private final Function<String, Future<Void>> write;
  private final Runnable end;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  private ResponseSink(Function<String, Future<Void>> write, Runnable end) {
    this.write = write;
    this.end = end;
  }

  /** Pieces become text frames. */
  static ResponseSink over(ServerWebSocket socket) {
    ResponseSink sink = new ResponseSink(socket::writeTextMessage, socket::close);
    socket.closeHandler(ignored -> sink.gone.complete(null));
    if (socket.isClosed()) {
      sink.gone.complete(null);
    }
    return sink;
  }

  /** Pieces become chunks. */
  static ResponseSink over(HttpServerResponse response, String contentType) {
    response.putHeader("Content-Type", contentType).setChunked(true);
    ResponseSink sink = new ResponseSink(response::write, response::end);
    // A watch may have nothing to tell for long; the client waits for the head.
    response.writeHead();
    response.closeHandler(ignored -> sink.gone.complete(null));
    response.exceptionHandler(ignored -> sink.gone.complete(null));
    if (response.closed()) {
      sink.gone.complete(null);
    }
    return sink;
  }

  @Override
  public boolean send(String text) {
    if (gone.isDone()) {
      return false;
    }
    CompletableFuture<Void> written = write.apply(text).toCompletionStage().toCompletableFuture();
    try {
      CompletableFuture.anyOf(written, gone).get();
      return !gone.isDone();
    } catch (ExecutionException broken) {
      gone.complete(null);
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public boolean awaitGone(Duration atMost) {
    try {
      gone.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (ExecutionException broken) {
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void onGone(Runnable action) {
    CompletableFuture<Void> _ = gone.thenRun(action);
  }

  @Override
  public void end() {
    if (!gone.isDone()) {
      end.run();
    }
  }
}
