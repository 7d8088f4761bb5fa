package health.nourish.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.fhir.ucum.UcumService;

/** What validators of others let through: references that lead nowhere, names twice, times without an offset, units that UCUM does not
 * have, script. */
final class OwnChecks {
  private static final Pattern CLOCK = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}.*");
  private static final Pattern CLOCK_WITH_OFFSET =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})");
  private static final Pattern RUNS = Pattern.compile("(?i)<\\s*(script|iframe|object|embed|form|link)|javascript:|\\son\\w+\\s*=");

  private static final UcumService UCUM = ucum();

  private final Set<String> names = new HashSet<>();
  private final List<String> faults = new ArrayList<>();

  static List<String> faults(JsonNode bundle) {
    OwnChecks checks = new OwnChecks();
    for (JsonNode entry : bundle.path("entry")) {
      String name = entry.path("fullUrl").asText();
      if (!checks.names.add(name)) {
        checks.faults.add("fullUrl twice");
      }
    }
    checks.walk("Bundle", bundle);
    return checks.faults;
  }

  private static UcumService ucum() {
    try (InputStream essence = OwnChecks.class.getResourceAsStream("/ucum-essence.xml")) {
      return new UcumEssenceService(essence);
    } catch (IOException | UcumException broken) {
      throw new IllegalStateException("the table of UCUM does not open", broken);
    }
  }

  private void walk(String path, JsonNode node) {
    if (node.isObject()) {
      if (node.isEmpty()) {
        faults.add(path + ": nothing in it");
      }
      if ("http://unitsofmeasure.org".equals(node.path("system").asText())
          && UCUM.validate(node.path("code").asText()) != null) {
        faults.add(path + ": no unit of UCUM");
      }
      if ("NutritionOrder".equals(node.path("resourceType").asText())
          && !node.has("oralDiet") && !node.has("supplement") && !node.has("enteralFormula")) {
        faults.add(path + ": orders nothing (nor-1)");
      }
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        check(path + "." + member.getKey(), member.getKey(), member.getValue());
      }
    } else if (node.isArray()) {
      if (node.isEmpty()) {
        faults.add(path + ": an empty list");
      }
      node.forEach(inner -> walk(path + "[]", inner));
    }
  }

  private void check(String path, String name, JsonNode value) {
    String text = value.asText();
    if (name.equals("reference") && value.isTextual() && !text.startsWith("#") && !names.contains(text)) {
      faults.add(path + ": leads nowhere");
    }
    if (name.equals("div") && RUNS.matcher(text).find()) {
      faults.add(path + ": holds what a browser would run");
    }
    boolean isTime = name.matches("(?i).*(date|time|when|instant|issued|authored|recorded|start|end|lastUpdated|timestamp|created)$");
    if (isTime && value.isTextual() && CLOCK.matcher(text).matches() && !CLOCK_WITH_OFFSET.matcher(text).matches()) {
      faults.add(path + ": a time without seconds or offset");
    }
    walk(path, value);
  }
}
