package dev.holdfast.drill;

import dev.holdfast.drill.history.DrillException;
import dev.holdfast.drill.report.Page;
import dev.holdfast.drill.report.Round;
import dev.holdfast.drill.scenario.KnownBad;
import dev.holdfast.drill.scenario.Programme;
import dev.holdfast.drill.scenario.Scenario;
import dev.holdfast.drill.scenario.Settings;
import dev.holdfast.drill.scenario.Tempo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Plays a round of scenarios and says what came of it.
@Command(
    name = "drill",
    description = "Breaks a running Holdfast on purpose and prints the hardness map.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:nothing is RED, and every known-bad build is",
      "1:something is RED, or a known-bad build went unseen"
    })
final class DrillCommand implements Callable<Integer> {
  @Option(names = "--quick", description = "Short faults, the whole map in under two minutes.")
  private boolean quick;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "Only this scenario (may be given again); --list names them.")
  private List<String> names = List.of();

  @Option(names = "--prove", description = "Only the known-bad builds, which must come out RED.")
  private boolean prove;

  @Option(names = "--seed", paramLabel = "N", description = "Repeats a round's random choices.")
  private @Nullable Long seed;

  @Option(names = "--report", paramLabel = "FILE", description = "Where the HTML report goes.")
  private @Nullable Path report;

  @Option(names = "--keep", description = "Keeps data directories and histories.")
  private boolean keep;

  @Option(names = "--list", description = "Names the scenarios.")
  private boolean list;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.of(spec);
    if (list) {
      Programme.SCENARIOS.forEach(it -> terminal.say(named(it, it.title())));
      Programme.PROOFS.forEach(it -> terminal.say(named(it, "known bad: " + it.title())));
      return 0;
    }
    Home home = Home.find();
    Player player =
        new Player(
            home.workFolder(), keep, InstantSource.system(), it -> terminal.say("drill: " + it));
    Settings settings = new Settings(home.launcher(), home.build(), Map.of());
    long chosen = seed == null ? new SecureRandom().nextInt(1, 1_000_000) : seed;
    terminal.say(
        "drill: seed %d, build %s, histories in %s"
            .formatted(chosen, home.build(), player.folder()));
    Round round = player.play(new Player.Order(scenarios(), proofs(), settings, tempo(), chosen));
    Path page = report == null ? home.defaultReport() : report;
    write(page, Page.of(round));
    terminal.show(round);
    terminal.say("report: " + page);
    return round.passed() ? 0 : 1;
  }

  private Tempo tempo() {
    return quick ? Tempo.QUICK : Tempo.FULL;
  }

  private List<Scenario> scenarios() {
    if (names.isEmpty()) {
      return prove
          ? List.of()
          : Programme.SCENARIOS.stream().filter(it -> !quick || it.quick()).toList();
    }
    return named().stream().filter(it -> !(it instanceof KnownBad)).toList();
  }

  private List<Scenario> proofs() {
    if (names.isEmpty()) {
      return List.copyOf(Programme.PROOFS);
    }
    return named().stream().filter(KnownBad.class::isInstance).toList();
  }

  private List<Scenario> named() {
    List<Scenario> found = new ArrayList<>();
    for (String name : names) {
      found.add(
          Programme.find(name)
              .orElseThrow(
                  () -> new DrillException("There is no scenario '" + name + "', see --list")));
    }
    return found;
  }

  private static void write(Path file, String text) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, text);
  }

  private static String named(Scenario scenario, String title) {
    return String.format(Locale.ROOT, "%-20s %s", scenario.label(), title);
  }
}
