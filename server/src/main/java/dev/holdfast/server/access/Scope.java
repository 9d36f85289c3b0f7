package dev.holdfast.server.access;

/// What a reader may see.
public sealed interface Scope {
  /// The whole house.
  record House() implements Scope {}

  /// One tenant and nothing of any other.
  record OfTenant(String tenant) implements Scope {}

  default boolean sees(String tenant) {
    return switch (this) {
      case House _ -> true;
      case OfTenant(String own) -> own.equals(tenant);
    };
  }
}
