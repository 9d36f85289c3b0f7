package dev.holdfast.server.config;

import dev.holdfast.engine.db.DatabaseConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads a database URL as people write them: `postgresql://user:password@host:port/database`, the
/// same with `jdbc:` before it, or with user and password given apart. The password never stays in
/// the URL, which is logged.
record DatabaseUrl(String jdbcUrl, Optional<String> user, Optional<String> password) {
  private static final String FORM = "must look like postgresql://user:password@host:5432/database";

  static DatabaseUrl parse(String text) {
    String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
    URI uri = uri(plain);
    boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
    if (!known || uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
      throw new IllegalArgumentException(FORM);
    }
    if (uri.getRawQuery() != null && uri.getRawQuery().matches("(.*&)?(user|password)=.*")) {
      throw new IllegalArgumentException("must not name user or password after the question mark");
    }
    return new DatabaseUrl(jdbc(uri), part(uri, 0), part(uri, 1));
  }

  DatabaseConfig config(String userApart, String passwordApart) {
    return DatabaseConfig.of(jdbcUrl, user.orElse(userApart), password.orElse(passwordApart));
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // The exception repeats the text, and with it the password.
      throw new IllegalArgumentException(FORM);
    }
  }

  private static String jdbc(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
  }

  private static Optional<String> part(URI uri, int index) {
    String userInfo = uri.getRawUserInfo();
    String[] parts = userInfo == null ? new String[0] : userInfo.split(":", 2);
    return index < parts.length
        ? Optional.of(URLDecoder.decode(parts[index], StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
