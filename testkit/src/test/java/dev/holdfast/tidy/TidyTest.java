package dev.holdfast.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// Reads every Java file of the house and holds it against the size limits and banned calls.
class TidyTest {
  private static final int FILE_LINES_MAX = 400;
  private static final int METHOD_LINES_MAX = 50;
  private static final int METHOD_PARAMETERS_MAX = 5;
  private static final int CONSTRUCTOR_PARAMETERS_MAX = 6;

  /// What may not be called, and what to do instead. Main classes and this test are let through
  /// where the reason is written beside the call with `tidy:`.
  private static final Map<Pattern, String> BANNED =
      Map.of(
          Pattern.compile("Thread\\.sleep\\("), "wait on a condition, on the injected clock",
          Pattern.compile("Instant\\.now\\(\\)"), "take an InstantSource by constructor",
          Pattern.compile("System\\.currentTimeMillis\\("), "take an InstantSource by constructor",
          Pattern.compile("Math\\.random\\("), "take a RandomGenerator by constructor",
          Pattern.compile("\\b(TODO|FIXME|XXX)\\b"), "do it, or write it into an issue",
          Pattern.compile("@(Disabled|Ignore)\\b"), "mend the test or delete it",
          Pattern.compile("printStackTrace\\("), "log it or throw it");

  private static final Pattern BAD_TYPE_NAME =
      Pattern.compile("(^I[A-Z][a-z].*)|(.*(Impl|Manager|Helper|Util|Utils))|(^Abstract.*)");

  @Test
  void everyFileKeepsTheSizeLimits() throws IOException {
    List<String> breaches = new ArrayList<>();

    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  _ -> {},
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(javaFiles()));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new SizeScanner(unit, positions, breaches).scan(unit, null);
      }
    }

    assertThat(breaches).isEmpty();
  }

  @Test
  void noFileCallsWhatIsBanned() {
    List<String> breaches = new ArrayList<>();

    for (Path file : javaFiles()) {
      if (!file.endsWith("TidyTest.java")) {
        bannedIn(file, breaches);
      }
    }

    assertThat(breaches).isEmpty();
  }

  private static void bannedIn(Path file, List<String> breaches) {
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      for (Map.Entry<Pattern, String> rule : BANNED.entrySet()) {
        if (rule.getKey().matcher(line).find() && !line.contains("// tidy:")) {
          breaches.add("%s:%d %s: %s".formatted(file, i + 1, line.strip(), rule.getValue()));
        }
      }
    }
  }

  private static List<Path> javaFiles() {
    Path root = root();
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(path -> path.toString().endsWith(".java"))
          .filter(path -> root.relativize(path).toString().matches("[a-z-]+/src/.*"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Collects what is too long, too wide or badly named.
  private static final class SizeScanner extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> breaches;
    private Tree.Kind kind = Tree.Kind.CLASS;

    SizeScanner(CompilationUnitTree unit, SourcePositions positions, List<String> breaches) {
      this.unit = unit;
      this.positions = positions;
      this.breaches = breaches;
    }

    @Override
    public Void visitCompilationUnit(CompilationUnitTree node, Void unused) {
      long lines = line(positions.getEndPosition(unit, node));
      breach(lines > FILE_LINES_MAX, node, "file of " + lines + " lines");
      return super.visitCompilationUnit(node, null);
    }

    @Override
    public Void visitClass(ClassTree node, Void unused) {
      String name = node.getSimpleName().toString();
      breach(BAD_TYPE_NAME.matcher(name).matches(), node, "type name " + name);
      Tree.Kind outer = kind;
      kind = node.getKind();
      super.visitClass(node, null);
      kind = outer;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree node, Void unused) {
      boolean constructor = node.getReturnType() == null;
      int parametersMax = constructor ? CONSTRUCTOR_PARAMETERS_MAX : METHOD_PARAMETERS_MAX;
      // A record's constructor takes its components: a record is what long lists are made into.
      breach(
          node.getParameters().size() > parametersMax && !(constructor && kind == Tree.Kind.RECORD),
          node,
          node.getName() + " takes " + node.getParameters().size() + " parameters");
      long lines = node.getBody() == null ? 0 : span(node);
      breach(lines > METHOD_LINES_MAX, node, node.getName() + " has " + lines + " lines");
      return super.visitMethod(node, null);
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree node, Void unused) {
      breach(span(node) > METHOD_LINES_MAX, node, "lambda has " + span(node) + " lines");
      return super.visitLambdaExpression(node, null);
    }

    private long span(Tree node) {
      return line(positions.getEndPosition(unit, node))
          - line(positions.getStartPosition(unit, node))
          + 1;
    }

    private long line(long position) {
      return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
    }

    private void breach(boolean bad, Tree node, String what) {
      if (bad) {
        breaches.add(
            "%s:%d %s"
                .formatted(
                    unit.getSourceFile().getName(),
                    line(positions.getStartPosition(unit, node)),
                    what));
      }
    }
  }
}
