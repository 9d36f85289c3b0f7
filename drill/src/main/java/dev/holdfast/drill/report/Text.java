package dev.holdfast.drill.report;

/// Text on its way into a page.
final class Text {
  private Text() {}

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
