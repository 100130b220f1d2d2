package online.neuropod.api.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A way to a server that can freeze: connections are taken and stay open, and nothing gets through,
 * as with a machine that hangs. What was sent meanwhile arrives when it thaws.
 */
public final class FreezingProxy implements AutoCloseable {
  private static final int BACKLOG = 500;
  private static final int CHUNK = 16 * 1024;

  private final int target;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger taken = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition thawed = lock.newCondition();
  private boolean frozen;

  private FreezingProxy(int target, ServerSocket door) {
    this.target = target;
    this.door = door;
  }

  /** A way to a port of 127.0.0.1, not frozen. */
  public static FreezingProxy to(int target) {
    try {
      var door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
      var proxy = new FreezingProxy(target, door);
      Thread.ofVirtual().start(proxy::accept);
      return proxy;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where it listens on 127.0.0.1. */
  public int port() {
    return door.getLocalPort();
  }

  /** How many connections it has taken. */
  public int taken() {
    return taken.get();
  }

  /** From now on nothing gets through, in either direction. */
  public void freeze() {
    set(true);
  }

  /** Everything gets through again. */
  public void thaw() {
    set(false);
  }

  private void set(boolean now) {
    lock.lock();
    try {
      frozen = now;
      thawed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        open.add(client);
        taken.incrementAndGet();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    try (client) {
      awaitThaw();
      try (var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
        open.add(server);
        Thread back = Thread.ofVirtual().start(() -> pump(server, client));
        pump(client, server);
        back.join();
      }
    } catch (IOException gone) {
      // The other end finds its connection closed.
      return;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int bytes = in.read(chunk); bytes >= 0; bytes = in.read(chunk)) {
        awaitThaw();
        to.getOutputStream().write(chunk, 0, bytes);
      }
    } catch (IOException gone) {
      // Both ends are closed by now.
      return;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitThaw() throws InterruptedException {
    lock.lock();
    try {
      while (frozen) {
        thawed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    thaw();
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
