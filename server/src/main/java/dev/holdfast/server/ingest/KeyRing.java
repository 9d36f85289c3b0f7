package dev.holdfast.server.ingest;

import dev.holdfast.HoldfastException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// All keys at one moment, immutable. Kept as a file so that a server knows its keys while the
/// database is away.
public final class KeyRing {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, ApiKey> byHash;

  private KeyRing(Map<String, ApiKey> byHash) {
    this.byHash = Map.copyOf(byHash);
  }

  /// The file's form: unknown fields of a later version are ignored.
  private record Stored(int version, List<ApiKey> keys) {}

  /// A ring of these keys.
  ///
  /// @throws IllegalArgumentException when two keys have the same secret, or the same tenant and id
  public static KeyRing of(Collection<ApiKey> keys) {
    Map<String, ApiKey> byHash = new HashMap<>();
    Map<String, ApiKey> names = new HashMap<>();
    for (ApiKey key : keys) {
      if (byHash.put(key.sha256(), key) != null
          || names.put(key.owner().tenant() + "/" + key.id(), key) != null) {
        throw new IllegalArgumentException("key " + key.id() + " is there twice");
      }
    }
    return new KeyRing(byHash);
  }

  /// Reads the file that `save` wrote; empty when there is none.
  ///
  /// @throws HoldfastException when the file cannot be read
  public static Optional<KeyRing> load(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Stored stored = JSON.readValue(Files.readAllBytes(file), Stored.class);
      return Optional.of(of(stored.keys()));
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw new HoldfastException(
          "Key file %s cannot be read: %s; delete it to fetch the keys from the database again"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /// Replaces the file at once and durably; readable by its owner only.
  public void save(Path file) {
    byte[] json = JSON.writeValueAsBytes(new Stored(VERSION, List.copyOf(byHash.values())));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      write(fresh, json);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync(fresh.toAbsolutePath().resolveSibling("."));
    } catch (IOException e) {
      throw new HoldfastException("Key file %s cannot be written".formatted(file), e);
    }
  }

  /// The key with this secret.
  public Optional<ApiKey> find(String secret) {
    return Optional.ofNullable(byHash.get(ApiKey.hash(secret)));
  }

  public Collection<ApiKey> keys() {
    return byHash.values();
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
