package dev.holdfast.engine.access;

import java.util.List;

/// Tenants, sites and keys as the ledger holds them. Every call speaks to PostgreSQL and fails with
/// `DatabaseException` when it is away: whoever must answer then keeps a copy. Safe for many
/// threads.
public interface Keys {
  /// Makes the tenant if it is new.
  void putTenant(String id, String name);

  /// Makes the site, or renames it.
  void putSite(Site site);

  /// Makes the key or changes it; its tenant (and site, if it names one) must exist.
  void put(ApiKey key);

  /// The key is good for nothing from now on. False when there is no such key.
  boolean revoke(String tenant, String id);

  /// All keys, revoked ones too.
  List<ApiKey> all();

  List<Site> sites();
}
