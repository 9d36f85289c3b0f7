package dev.holdfast.drill.scenario;

import dev.holdfast.drill.load.Load;
import dev.holdfast.drill.load.LoadPlan;
import dev.holdfast.drill.process.Shell;
import dev.holdfast.drill.process.Tmpfs;
import dev.holdfast.drill.time.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The disk under the journal is full: first another program takes what is free, then fat events
/// take what the journal had laid aside. The server is killed on the full disk, and then room
/// returns: no acknowledgement may be lost, and it must go on by itself.
final class DiskFull implements Scenario {
  private static final int DISK_MEGABYTES = 96;
  private static final String SEGMENT_MEGABYTES = "8";
  private static final String RESERVE_MEGABYTES = "16";
  private static final int FAT_BYTES = 20_000;
  private static final double FAT_PER_SECOND = 500;
  private static final Duration FILLING_MAX = Duration.ofSeconds(40);

  @Override
  public String label() {
    return "disk-full";
  }

  @Override
  public String title() {
    return "no room on the journal's disk, server killed on it";
  }

  @Override
  public Optional<String> obstacle() throws InterruptedException {
    return Shell.isRoot()
        ? Optional.empty()
        : Optional.of("needs root, to mount a small tmpfs under the journal");
  }

  @Override
  public void play(Stage stage) throws Exception {
    Path journal = stage.subject().data().resolve("journal");
    Files.createDirectories(journal);
    Tmpfs disk = Tmpfs.mount(journal, DISK_MEGABYTES, stage.leftovers());
    stage.subject().environment("HOLDFAST_JOURNAL_SEGMENT_MIB", SEGMENT_MEGABYTES);
    stage.subject().environment("HOLDFAST_JOURNAL_RESERVE_MIB", RESERVE_MEGABYTES);
    stage.firstStart();
    LoadPlan slim = LoadPlan.standard(stage.tempo().perSecond() / 2);
    Load load = stage.load(slim);
    Watch watch = stage.warmUp(load);
    stage.faultBegins("another program takes the rest of the disk");
    disk.fill(0);
    load.change(slim.withPad(FAT_BYTES).withRate(FAT_PER_SECOND));
    if (!Patience.await(FILLING_MAX, () -> watch.glance().showsJournalTrouble())) {
      stage.breach("a full disk was never shown");
    }
    load.change(slim);
    Patience.pause(stage.tempo().warmUp());
    stage.say("killed on the full disk, and started on it");
    stage.subject().kill(false);
    stage.subject().launch();
    Patience.pause(stage.tempo().warmUp());
    disk.free();
    stage.faultEnds("there is room again");
    stage.expect("ready by itself", Promises.HEALED, stage.subject()::isReady);
    stage.expectLagZero(watch);
    stage.settle(load, watch);
  }
}
