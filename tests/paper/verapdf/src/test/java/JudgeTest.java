import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Judges every PDF of a folder by PDF/A-3a and PDF/UA-1. */
class JudgeTest {
  private static final List<PDFAFlavour> FLAVOURS = List.of(PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1);

  @BeforeAll
  static void begin() {
    VeraGreenfieldFoundryProvider.initialise();
  }

  static List<Path> reports(String ending) throws Exception {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("paper.folder")))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  static ValidationResult judged(Path file, PDFAFlavour flavour) throws Exception {
    try (InputStream bytes = Files.newInputStream(file);
        var parser = Foundries.defaultInstance().createParser(bytes, flavour);
        var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      return validator.validate(parser);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyReportConforms() throws Exception {
    List<Path> reports = reports(".pdf");
    assertFalse(reports.isEmpty());
    return reports.stream()
        .flatMap(file -> FLAVOURS.stream().map(flavour -> DynamicTest.dynamicTest(
            file.getFileName() + " is " + flavour.getId(),
            () -> {
              ValidationResult result = judged(file, flavour);
              List<String> failed = result.getTestAssertions().stream()
                  .filter(test -> test.getStatus() == TestAssertion.Status.FAILED)
                  .map(test -> test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber() + " " + test.getMessage())
                  .distinct()
                  .toList();
              assertTrue(result.isCompliant() && failed.isEmpty(), () -> failed.toString());
            })));
  }

  /** A judge that lets everything through would be none. */
  @Test
  void aFileWithoutTagsIsRefused() throws Exception {
    for (PDFAFlavour flavour : FLAVOURS) {
      assertFalse(judged(reports(".broken").get(0), flavour).isCompliant());
    }
  }
}
