package dev.holdfast.server.console;

import java.util.List;

/// What is known about one id or correlation id.
///
/// @param complete false when something could not be searched
record FindPage(Shell shell, String query, boolean complete, List<Item> items) {
  FindPage {
    items = List.copyOf(items);
  }

  /// One item, in words.
  ///
  /// @param data its JSON, indented; empty when it is not kept
  record Item(
      Place place, String type, String id, List<Fact> facts, List<Station> way, String data) {
    Item {
      facts = List.copyOf(facts);
      way = List.copyOf(way);
    }
  }

  /// Where an item is now.
  ///
  /// @param state how it is coloured
  record Place(String state, String words) {}

  /// Something that came with the item.
  record Fact(String name, String value) {}

  /// One station of the way.
  ///
  /// @param time empty when nobody noted it
  /// @param later how long after the station before; empty when that is not known
  record Station(String name, String time, String later, String detail) {}
}
