package dev.holdfast.engine.access;

import dev.holdfast.engine.db.Database;
import dev.holdfast.engine.db.Lane;
import dev.holdfast.engine.db.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Keys in PostgreSQL.
public final class StoredKeys implements Keys {
  private static final String PUT_TENANT =
      """
      INSERT INTO tenant (id, name) VALUES (?, ?)
          ON CONFLICT (id) DO NOTHING
      """;

  private static final String PUT_SITE =
      """
      INSERT INTO site (tenant_id, id, name) VALUES (?, ?, ?)
          ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name
      """;

  private static final String PUT_KEY =
      """
      INSERT INTO api_key AS known (tenant_id, id, site_id, kind, sha256, origins,
                                    items_per_second, items_burst, rejected_bytes_per_day,
                                    revoked_at)
      VALUES (?, ?, nullif(?, ''), ?, ?, ?, ?, ?, ?, CASE WHEN ? THEN now() END)
          ON CONFLICT (tenant_id, id) DO UPDATE
         SET site_id = excluded.site_id,
             kind = excluded.kind,
             sha256 = excluded.sha256,
             origins = excluded.origins,
             items_per_second = excluded.items_per_second,
             items_burst = excluded.items_burst,
             rejected_bytes_per_day = excluded.rejected_bytes_per_day,
             -- A revoked key stays revoked since when it was.
             revoked_at = coalesce(known.revoked_at, excluded.revoked_at)
      """;

  private static final String REVOKE =
      """
      UPDATE api_key SET revoked_at = coalesce(revoked_at, now())
       WHERE tenant_id = ? AND id = ?
      """;

  private static final String ALL =
      """
      SELECT tenant_id, id, coalesce(site_id, '') AS site_id, kind, sha256, origins,
             items_per_second, items_burst, rejected_bytes_per_day,
             revoked_at IS NOT NULL AS revoked
        FROM api_key
       ORDER BY tenant_id, id
      """;

  private static final String SITES = "SELECT tenant_id, id, name FROM site ORDER BY tenant_id, id";

  private final Database database;

  public StoredKeys(Database database) {
    this.database = database;
  }

  @Override
  public void putTenant(String id, String name) {
    update(PUT_TENANT, id, name);
  }

  @Override
  public void putSite(Site site) {
    update(PUT_SITE, site.tenant(), site.id(), site.name());
  }

  @Override
  public void put(ApiKey key) {
    ApiKey.Terms terms = key.terms();
    update(
        PUT_KEY,
        key.tenant(),
        key.id(),
        key.site(),
        key.kind().prefix(),
        key.sha256(),
        Sql.column("text", terms.origins(), origin -> origin),
        terms.itemsPerSecond(),
        terms.itemsBurst(),
        terms.rejectedBytesPerDay(),
        terms.revoked());
  }

  @Override
  public boolean revoke(String tenant, String id) {
    return update(REVOKE, tenant, id) > 0;
  }

  @Override
  public List<ApiKey> all() {
    return database.read(connection -> Sql.list(connection, ALL, StoredKeys::key));
  }

  @Override
  public List<Site> sites() {
    return database.read(connection ->
        Sql.list(
            connection,
            SITES,
            row -> new Site(row.getString(1), row.getString(2), row.getString(3))));
  }

  private int update(String sql, Object... parameters) {
    return database.transaction(
        Lane.MAINTENANCE, connection -> Sql.update(connection, sql, parameters));
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    ApiKey.Terms terms =
        new ApiKey.Terms(
            Sql.texts(row, "origins"),
            row.getInt("items_per_second"),
            row.getInt("items_burst"),
            row.getLong("rejected_bytes_per_day"),
            row.getBoolean("revoked"));
    return new ApiKey(
        row.getString("tenant_id"),
        row.getString("id"),
        row.getString("site_id"),
        kind(row.getString("kind")),
        row.getString("sha256"),
        terms);
  }

  private static ApiKey.Kind kind(String prefix) {
    return prefix.equals(ApiKey.Kind.WRITE.prefix()) ? ApiKey.Kind.WRITE : ApiKey.Kind.SECRET;
  }
}
