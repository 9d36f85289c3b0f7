package dev.holdfast.drill.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.drill.history.Kind;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CorpusTest {
  private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)\r\n\r\n");

  private final Corpus corpus = new Corpus(InstantSource.system(), new SplittableRandom(3));

  @Test
  void everyRequestHasANameOfItsOwn() {
    assertThat(corpus.all())
        .extracting(Hostile::name)
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(40);
  }

  @Test
  void everyItemIsKnownByItsBytesAlsoInTheNextRound() {
    List<Piece> first = corpus.all().stream().flatMap(it -> it.pieces().stream()).toList();
    List<Piece> second = corpus.all().stream().flatMap(it -> it.pieces().stream()).toList();

    assertThat(first).extracting(Piece::hash).doesNotHaveDuplicates();
    assertThat(first).extracting(Piece::id).doesNotHaveDuplicates();
    assertThat(second)
        .extracting(Piece::hash)
        .doesNotContainAnyElementsOf(first.stream().map(Piece::hash).toList());
  }

  @Test
  void whatIsNotCutHasTheLengthItSays() {
    for (Hostile hostile : corpus.all()) {
      Matcher said = LENGTH.matcher(hostile.bytes());
      if (!hostile.hangsUp() && said.find()) {
        assertThat(hostile.bytes().length() - said.end())
            .as(hostile.name())
            .isEqualTo(Integer.parseInt(said.group(1)));
      }
    }
  }

  @Test
  void itemsStandInTheirRequestByteForByte() {
    for (Hostile hostile : corpus.all()) {
      if (!hostile.hangsUp()) {
        assertThat(hostile.pieces())
            .as(hostile.name())
            .allMatch(piece -> hostile.bytes().contains(piece.raw()));
      }
    }
  }

  @Test
  void goodItemsAreOnlyWhereTheRequestIsTaken() {
    assertThat(corpus.all())
        .filteredOn(it -> it.pieces().stream().anyMatch(piece -> piece.kind() == Kind.GOOD))
        .isNotEmpty()
        .allMatch(it -> it.allowed().contains(202));
  }
}
