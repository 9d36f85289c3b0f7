package dev.holdfast.engine.access;

import java.util.List;

/// What the ledger knows of a key: never the key itself, only its hash.
///
/// @param tenant whose it is
/// @param id public name, safe to log; unique within the tenant
/// @param site the one site it speaks for; empty for a key of the whole tenant
/// @param kind what it may do
/// @param sha256 hash of the whole key text, 64 lower-case hexadecimal digits
/// @param terms under which it is good
public record ApiKey(String tenant, String id, String site, Kind kind, String sha256, Terms terms) {

  public ApiKey {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("sha256 of key " + id + " must be 64 hexadecimal digits");
    }
  }

  /// What a key may do.
  public enum Kind {
    /// Public, may sit in a web page: sends, reads nothing.
    WRITE("pk"),
    /// Secret: sends and reads.
    SECRET("sk");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    /// How keys of this kind begin, and their word in the ledger.
    public String prefix() {
      return prefix;
    }
  }

  /// Where and how much a key may send; 0 means no limit.
  ///
  /// @param origins web origins that may use it; `*` alone for any; empty for servers only
  /// @param itemsPerSecond sustained rate
  /// @param itemsBurst on top of it, at once
  /// @param rejectedBytesPerDay refused items kept for mending
  /// @param revoked good for nothing any more
  public record Terms(
      List<String> origins,
      int itemsPerSecond,
      int itemsBurst,
      long rejectedBytesPerDay,
      boolean revoked) {
    /// Any origin, no limits.
    public static final Terms OPEN = new Terms(List.of("*"), 0, 0, 0, false);

    public Terms {
      origins = List.copyOf(origins);
    }
  }
}
