package dev.holdfast.engine.book;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Figures by tenant and account that are being added up. Confined to one thread, or guarded by who
/// owns it.
public final class Entries {
  private final Map<String, Map<Account, Long>> byTenant = new TreeMap<>();

  public void add(String tenant, Account account, long items) {
    if (items != 0) {
      byTenant
          .computeIfAbsent(tenant, _ -> new EnumMap<>(Account.class))
          .merge(account, items, Long::sum);
    }
  }

  public void addAll(Entries other) {
    other.lines().forEach(line -> add(line.tenant, line.account, line.items));
  }

  public long of(String tenant, Account account) {
    return byTenant.getOrDefault(tenant, Map.of()).getOrDefault(account, 0L);
  }

  public boolean isEmpty() {
    return byTenant.isEmpty();
  }

  /// Everything taken in of a tenant.
  long takenIn(String tenant) {
    return of(tenant, Account.ACKNOWLEDGED)
        + of(tenant, Account.REJECTED)
        + of(tenant, Account.DAMAGED);
  }

  Set<String> tenants() {
    return Set.copyOf(byTenant.keySet());
  }

  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    byTenant.forEach((tenant, accounts) ->
        accounts.forEach((account, items) -> lines.add(new Line(tenant, account, items))));
    return lines;
  }

  /// A copy with the accounts of what was taken in only.
  Entries takenInOnly() {
    Entries taken = new Entries();
    lines().stream()
        .filter(line -> line.account.takenIn())
        .forEach(line -> taken.add(line.tenant, line.account, line.items));
    return taken;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Entries entries && lines().equals(entries.lines());
  }

  @Override
  public int hashCode() {
    return lines().hashCode();
  }

  @Override
  public String toString() {
    return byTenant.toString();
  }

  /// One figure.
  record Line(String tenant, Account account, long items) {}
}
