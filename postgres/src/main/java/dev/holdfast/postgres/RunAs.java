package dev.holdfast.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// As whom the server's processes run, and what binds their life to ours. PostgreSQL refuses to be
/// root, so root steps down: to the account `postgres` or `nobody` where that one can reach the
/// data directory, else into a user namespace, where the files stay root's.
///
/// Every command gets its own session, so that a Ctrl-C meant for us does not stop the server
/// before we do, and `--pdeathsig INT`, so that it stops by itself when we are killed. The signal
/// follows the thread that started the command.
///
/// @param prefix what to put before a command
/// @param account who owns the files, when that is not ourselves
record RunAs(List<String> prefix, Optional<Account> account) {
  private static final Duration CHECK_MAX = Duration.ofSeconds(10);
  private static final Path SELF = Path.of("/proc/self");
  private static final Path ACCOUNTS = Path.of("/etc/passwd");
  private static final List<String> ACCOUNT_NAMES = List.of("postgres", "nobody");

  /// A line of the user database.
  record Account(String name, int uid, int gid) {}

  /// Who owns the data directory, or shall own it.
  ///
  /// @param program what the server will run, which it must be able to reach
  static RunAs owning(Path dataDirectory, Path program) throws IOException, InterruptedException {
    if (id(SELF, "uid") != 0) {
      return self();
    }
    if (!Files.exists(dataDirectory.resolve("PG_VERSION"))) {
      return forNew(dataDirectory, program);
    }
    int owner = id(dataDirectory, "uid");
    return owner == 0
        ? namespace()
        : as(new Account("number " + owner, owner, id(dataDirectory, "gid")));
  }

  List<String> command(Path tool, List<String> arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(tool.toString());
    command.addAll(arguments);
    return command;
  }

  /// Gives a file or folder to the account.
  void own(Path path) throws IOException {
    if (account.isPresent()) {
      Files.setAttribute(path, "unix:gid", account.get().gid());
      Files.setAttribute(path, "unix:uid", account.get().uid());
    }
  }

  private static RunAs forNew(Path dataDirectory, Path program)
      throws IOException, InterruptedException {
    Path home = dataDirectory.resolveSibling("");
    RunAs dropped = as(knownAccount());
    if (dropped.reaches(home) && dropped.reaches(program)) {
      return dropped;
    }
    RunAs namespace = namespace();
    if (namespace.succeeds("true")) {
      return namespace;
    }
    throw new IOException(
        "PostgreSQL must not run as root, and the account %s cannot reach %s: open its parent folders (chmod o+x), choose another data directory, or start Holdfast as an ordinary user"
            .formatted(dropped.account().map(Account::name).orElse(""), home));
  }

  private boolean reaches(Path path) throws IOException, InterruptedException {
    return succeeds("test", "-x", path.toString());
  }

  private boolean succeeds(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(List.of(command));
    return Command.run(all, CHECK_MAX).ok();
  }

  private static RunAs self() {
    return new RunAs(List.of("setsid", "setpriv", "--pdeathsig", "INT", "--"), Optional.empty());
  }

  private static RunAs namespace() {
    return new RunAs(
        List.of("setsid", "setpriv", "--pdeathsig", "INT", "--", "unshare", "-U", "--"),
        Optional.empty());
  }

  private static RunAs as(Account account) {
    return new RunAs(
        List.of(
            "setsid",
            "setpriv",
            "--reuid=" + account.uid(),
            "--regid=" + account.gid(),
            "--clear-groups",
            "--pdeathsig",
            "INT",
            "--"),
        Optional.of(account));
  }

  // initdb wants an account that the user database knows.
  private static Account knownAccount() throws IOException {
    return Files.readAllLines(ACCOUNTS).stream()
        .map(line -> line.split(":", -1))
        .filter(it -> it.length >= 4 && ACCOUNT_NAMES.contains(it[0]))
        .map(it -> new Account(it[0], Integer.parseInt(it[2]), Integer.parseInt(it[3])))
        .min(Comparator.comparingInt(it -> ACCOUNT_NAMES.indexOf(it.name())))
        .orElseThrow(() ->
            new IOException(
                "PostgreSQL must not run as root, and there is no account "
                    + String.join(" or ", ACCOUNT_NAMES)));
  }

  private static int id(Path path, String kind) throws IOException {
    return (int) Files.getAttribute(path, "unix:" + kind);
  }
}
