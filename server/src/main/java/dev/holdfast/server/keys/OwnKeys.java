package dev.holdfast.server.keys;

import dev.holdfast.server.folder.DataFolder;
import dev.holdfast.server.ingest.ApiKey;
import java.util.List;
import java.util.stream.Stream;

/// The keys a server brings itself: good from the first moment, whatever the database does.
///
/// @param bootstrap the secret key of the house
/// @param demo the public key of the demo, which everybody knows; only there in the demo
public record OwnKeys(ApiKey bootstrap, List<ApiKey> demo) {
  /// The demo's tenant, and its site.
  public static final String DEMO = "demo";

  static final String DEMO_SECRET = "pk_demo";
  private static final String HOUSE = "house";

  public OwnKeys {
    demo = List.copyOf(demo);
  }

  public static OwnKeys of(DataFolder folder, boolean withDemo) {
    String secret = BootstrapKey.readOrMake(folder.bootstrapKey());
    return new OwnKeys(
        new ApiKey(
            "bootstrap",
            ApiKey.hash(secret),
            new ApiKey.Owner(HOUSE, HOUSE),
            ApiKey.Kind.SECRET,
            List.of(),
            ApiKey.Rate.WIDE),
        withDemo ? List.of(demoKey()) : List.of());
  }

  Stream<ApiKey> all() {
    return Stream.concat(Stream.of(bootstrap), demo.stream());
  }

  /// Whether a key may be used here at all: the demo's is no secret, so without the demo it opens
  /// nothing, even if the ledger still knows it.
  boolean admits(ApiKey key) {
    return !demo.isEmpty() || !key.sha256().equals(ApiKey.hash(DEMO_SECRET));
  }

  private static ApiKey demoKey() {
    return new ApiKey(
        "demo-write",
        ApiKey.hash(DEMO_SECRET),
        new ApiKey.Owner(DEMO, DEMO),
        ApiKey.Kind.WRITE,
        List.of("*"),
        ApiKey.Rate.WIDE);
  }
}
