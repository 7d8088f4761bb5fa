package health.nourish.fhir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bundles that the command line wrote, and one of them broken on purpose in every way that is known to slip through somewhere. */
class BundlesTest {
  private static final Path FOLDER = Path.of(System.getProperty("nourish.bundles"));
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final Judge JUDGE = new Judge();

  static Stream<Path> bundles() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  /** The gate: HAPI, and what it does not see. */
  private static List<String> faults(String bundle) throws IOException {
    List<String> faults = new ArrayList<>(OwnChecks.faults(JSON.readTree(bundle)));
    faults.addAll(JUDGE.faults(bundle));
    return faults;
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void nothingIsWrongWithWhatWeWrite(Path file) throws IOException {
    List<String> faults = faults(Files.readString(file));
    assertEquals(List.of(), faults.stream().limit(20).toList(), file.getFileName() + ": " + faults.size() + " faults");
  }

  @ParameterizedTest
  @EnumSource(Broken.class)
  void whatIsBrokenIsRejected(Broken broken) throws IOException {
    JsonNode bundle = JSON.readTree(Files.readString(FOLDER.resolve("small.json")));
    broken.spoil(bundle);
    assertFalse(faults(bundle.toString()).isEmpty(), broken + " was let through");
  }
}
