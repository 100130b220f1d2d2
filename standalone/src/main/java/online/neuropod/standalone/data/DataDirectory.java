package online.neuropod.standalone.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import online.neuropod.standalone.StartFailure;
import org.jspecify.annotations.Nullable;

/**
 * The directory of an installation, used by one process at a time. Only its owner may look into
 * what is created here. The lock ends with the process, however that ends.
 */
public final class DataDirectory implements AutoCloseable {
  private static final int SECRET_BYTES = 48;
  private static final Set<PosixFilePermission> OWNER_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes a directory for this process; creates it if absent.
   *
   * @throws StartFailure if it cannot be written, or another process has it
   */
  public static DataDirectory open(Path directory) {
    Path path = directory.toAbsolutePath().normalize();
    try {
      create(path);
      return new DataDirectory(path, lock(path));
    } catch (IOException failure) {
      throw new StartFailure(
          "The data directory " + path + " cannot be used: " + failure + ". Choose another: --data",
          failure);
    }
  }

  /** The directory, absolute. */
  public Path path() {
    return path;
  }

  /** A file in it, which need not be there. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /**
   * A secret that is made at its first use and the same ever after: 48 random bytes in base64,
   * readable by the owner alone.
   *
   * @throws UncheckedIOException if it can be neither read nor kept
   */
  public String secret(String name) {
    Path file = path.resolve(name);
    try {
      if (Files.notExists(file)) {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        write(file, Base64.getEncoder().encodeToString(random));
      }
      return Files.readString(file).strip();
    } catch (IOException failure) {
      throw new UncheckedIOException("The secret " + file + " cannot be kept", failure);
    }
  }

  /**
   * Writes a file, readable by the owner alone: the whole of it or, whatever happens, nothing.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file, String text) throws IOException {
    Path draft = Files.createTempFile(path, "draft", "", ownerOnly(path, OWNER_FILE));
    Files.writeString(draft, text);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Lets another process have it. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void create(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    Path existing = path;
    while (Files.notExists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    Files.createDirectories(path, ownerOnly(existing, OWNER_DIRECTORY));
  }

  private static FileChannel lock(Path path) throws IOException {
    Path file = path.resolve("neuropod.lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      String owner = Files.readString(file).strip();
      channel.close();
      throw new StartFailure(
          "The data directory "
              + path
              + " is in use by another NeuroPod (process "
              + owner
              + "). Stop that one, or choose another directory: --data");
    }
    String self = Long.toString(ProcessHandle.current().pid());
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.UTF_8)));
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path at, Set<PosixFilePermission> permissions)
      throws IOException {
    return Files.getFileStore(at).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
