package dev.holdfast.server.keys;

import dev.holdfast.engine.access.ApiKey.Kind;
import dev.holdfast.engine.access.ApiKey.Terms;
import dev.holdfast.server.ingest.ApiKey;

/// Turns a key of the ledger into one of the ingest and back; the two rooms do not know each other.
final class Translation {
  private Translation() {}

  static ApiKey fromLedger(dev.holdfast.engine.access.ApiKey key) {
    // A key of the whole tenant brings signals under the tenant's own name.
    String site = key.site().isEmpty() ? key.tenant() : key.site();
    return new ApiKey(
        key.id(),
        key.sha256(),
        new ApiKey.Owner(key.tenant(), site),
        key.kind() == Kind.SECRET ? ApiKey.Kind.SECRET : ApiKey.Kind.WRITE,
        key.terms().origins(),
        rate(key.terms()));
  }

  static dev.holdfast.engine.access.ApiKey toLedger(ApiKey key) {
    return new dev.holdfast.engine.access.ApiKey(
        key.owner().tenant(),
        key.id(),
        key.owner().site(),
        key.kind() == ApiKey.Kind.SECRET ? Kind.SECRET : Kind.WRITE,
        key.sha256(),
        new Terms(key.origins(), 0, 0, 0, false));
  }

  private static ApiKey.Rate rate(Terms terms) {
    if (terms.itemsPerSecond() == 0) {
      return ApiKey.Rate.WIDE;
    }
    return new ApiKey.Rate(
        terms.itemsPerSecond(), Math.max(terms.itemsBurst(), terms.itemsPerSecond()));
  }
}
