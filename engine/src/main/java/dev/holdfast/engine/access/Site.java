package dev.holdfast.engine.access;

/// A web site or back office of a tenant.
public record Site(String tenant, String id, String name) {}
