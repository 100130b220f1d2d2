package online.neuropod.e2e.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Requests from this machine, so many at once, each as soon as the one before is answered. */
final class Load {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final int atOnce;

  Load(int atOnce) {
    this.atOnce = atOnce;
  }

  /**
   * What came of it.
   *
   * @param latencies seconds of each answer
   * @param passed in which they were answered
   */
  record Answered(Latencies latencies, Duration passed) {
    double perSecond() {
      return latencies.count() * 1e9 / passed.toNanos();
    }
  }

  /**
   * Sends requests for a time. Fails at the first answer of another status.
   *
   * @param requests by the number of the sender, from 0
   * @param status that every answer must have
   */
  Answered run(Duration time, int status, IntFunction<HttpRequest> requests) {
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var senders = new ArrayList<Future<List<Double>>>();
      for (int i = 0; i < atOnce; i++) {
        int number = i;
        senders.add(threads.submit(() -> send(end, status, number, requests)));
      }
      var latencies = new Latencies();
      for (Future<List<Double>> sender : senders) {
        latencies.addAll(sender.get());
      }
      return new Answered(latencies, Duration.ofNanos(System.nanoTime() - begin));
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private List<Double> send(long end, int status, int number, IntFunction<HttpRequest> requests)
      throws IOException, InterruptedException {
    var seconds = new ArrayList<Double>();
    while (System.nanoTime() < end) {
      HttpRequest request = requests.apply(number);
      long sent = System.nanoTime();
      var answer = http.send(request, BodyHandlers.ofString());
      seconds.add((System.nanoTime() - sent) / (double) TimeUnit.SECONDS.toNanos(1));
      if (answer.statusCode() != status) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
    }
    return seconds;
  }
}
