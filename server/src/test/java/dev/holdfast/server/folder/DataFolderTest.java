package dev.holdfast.server.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.HoldfastException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path temp;

  @Test
  void makesWhatIsMissingAndShowsItToNobody() throws IOException {
    DataFolder folder = new DataFolder(temp.resolve("a/b")).make();

    assertThat(permissions(folder.root())).isEqualTo("rwxr-x--x");
    assertThat(permissions(folder.journal())).isEqualTo("rwx------");
    assertThat(permissions(folder.bootstrapKey().getParent())).isEqualTo("rwx------");
    assertThat(folder.make().keyCache().getParent()).isDirectory();
  }

  @Test
  void saysWhichFolderCannotBeUsed() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "in the way");

    assertThatThrownBy(() -> new DataFolder(file).make())
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void oneFolderHasOneServer() {
    DataFolder folder = new DataFolder(temp).make();
    try (FolderLock _ = FolderLock.take(folder)) {
      assertThatThrownBy(() -> FolderLock.take(folder))
          .isInstanceOf(HoldfastException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid() + ")")
          .hasMessageContaining(temp.toString());
    }

    FolderLock.take(folder).close();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
