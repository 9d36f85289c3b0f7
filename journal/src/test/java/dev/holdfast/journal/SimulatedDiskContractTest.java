package dev.holdfast.journal;

import java.time.InstantSource;

/// The contract on the simulated disk, which vouches for the disk as much as for the journal.
class SimulatedDiskContractTest extends JournalContractTest {
  private final SimulatedDisk disk = new SimulatedDisk(InstantSource.system());

  @Override
  protected Journal open() {
    return disk.open(Configs.small(1 << 20));
  }
}
