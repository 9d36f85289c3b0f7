package dev.holdfast.server.asset;

import dev.holdfast.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/// One folder of files on the class path, each read once and kept. Safe for many threads.
///
/// A file is found under its hashed name and under the plain name its manifest gives it; the plain
/// one is revalidated by the browser each time.
public final class Assets {
  /// No dot in front, no empty part: nothing climbs out of the folder.
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,3}");

  private static final String MANIFEST = "manifest.json";

  private final String folder;
  private final Map<String, String> manifest;
  private final Map<String, Asset> kept = new ConcurrentHashMap<>();

  public Assets(String folder) {
    this.folder = folder;
    this.manifest = manifest(folder);
  }

  /// The current file name of a plain name: `console.js` is `console-1a2b3c4d5e.js`.
  public String currentName(String plainName) {
    String name = manifest.get(plainName);
    if (name == null) {
      throw new HoldfastException(
          "%s is not in %s/manifest.json; the browser side was not built, run ./holdfast test"
              .formatted(plainName, folder));
    }
    return name;
  }

  Optional<Asset> find(String name) {
    if (name.equals(MANIFEST) || !NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    String current = manifest.get(name);
    return current == null || current.equals(name)
        ? file(name)
        : file(current).map(Asset::revalidated);
  }

  private Optional<Asset> file(String name) {
    // A missing file leaves nothing behind, so the map is bounded by what the jar holds.
    return Optional.ofNullable(
        kept.computeIfAbsent(
            name, _ -> bytes(folder, name).map(b -> Asset.of(name, b)).orElse(null)));
  }

  private static Map<String, String> manifest(String folder) {
    return bytes(folder, MANIFEST).map(Assets::names).orElseGet(Map::of);
  }

  private static Map<String, String> names(byte[] json) {
    Map<String, String> names = new ConcurrentHashMap<>();
    new JsonMapper()
        .readTree(json)
        .forEachEntry((plain, current) -> names.put(plain, current.asString()));
    return names;
  }

  private static Optional<byte[]> bytes(String folder, String name) {
    try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(folder + "/" + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new HoldfastException("%s/%s cannot be read from the jar".formatted(folder, name), e);
    }
  }
}
