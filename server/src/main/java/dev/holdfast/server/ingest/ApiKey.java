package dev.holdfast.server.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/// What a key may do, known by the hash of its secret; the secret itself is never kept.
///
/// @param id public name of the key, written beside everything it brought
/// @param sha256 SHA-256 of the whole key text, 64 lower-case hexadecimal digits
/// @param owner whose signals it brings
/// @param origins web origins a browser may use it from; `*` is any; empty is none
/// @param rate how much it may bring
public record ApiKey(
    String id, String sha256, Owner owner, Kind kind, List<String> origins, Rate rate) {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final String ANY_ORIGIN = "*";

  public ApiKey {
    requireSlug("id", id);
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("sha256 of key " + id + " is not 64 hex digits");
    }
    origins = List.copyOf(origins);
  }

  /// The tenant, and which of its sites.
  public record Owner(String tenant, String site) {
    public Owner {
      requireSlug("tenant", tenant);
      requireSlug("site", site);
    }
  }

  /// What a key is for.
  public enum Kind {
    /// `pk_…`: not a secret; may only bring signals.
    WRITE,
    /// `sk_…`: a secret of a back end; may bring signals and read.
    SECRET
  }

  /// The share of a key: a bucket of `burst` signals that refills at `signalsPerSecond`.
  public record Rate(long signalsPerSecond, long burst) {
    /// Wide enough that only the machine is the limit.
    public static final Rate WIDE = new Rate(10_000_000, 10_000_000);

    public Rate {
      if (signalsPerSecond < 1 || burst < 1 || signalsPerSecond > 1_000_000_000) {
        throw new IllegalArgumentException("a rate must be 1 to 1,000,000,000 signals a second");
      }
    }
  }

  /// Whether a browser page of this origin may use the key.
  public boolean allows(String origin) {
    return origins.contains(ANY_ORIGIN) || origins.contains(origin);
  }

  /// The hash a key text is known by. A random key of 256 bits needs no slow hash.
  public static String hash(String secret) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void requireSlug(String what, String text) {
    if (!SLUG.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "%s '%s' must be 1 to 63 of a-z 0-9 _ -".formatted(what, text));
    }
  }
}
