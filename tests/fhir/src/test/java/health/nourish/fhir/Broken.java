package health.nourish.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One fault each, in a Bundle that has none. */
enum Broken {
  STATUS_OF_NO_VALUE_SET(bundle -> weight(bundle).put("status", "done")),
  STATUS_MISSING(bundle -> weight(bundle).remove("status")),
  UNKNOWN_ELEMENT(bundle -> weight(bundle).put("mood", "good")),
  NUMBER_AS_TEXT(bundle -> ((ObjectNode) weight(bundle).get("valueQuantity")).put("value", "61.4")),
  TIME_WITHOUT_OFFSET(bundle -> weight(bundle).put("effectiveDateTime", "2026-11-20T07:30:00")),
  TWO_VALUES(bundle -> weight(bundle).put("valueString", "61.4 kg")),
  ORDER_OF_NOTHING(bundle -> order(bundle).remove(java.util.List.of("oralDiet", "enteralFormula"))),
  ORDER_WITHOUT_INTENT(bundle -> order(bundle).remove("intent")),
  WEIGHT_OF_ANOTHER_CODE(bundle -> coding(weight(bundle)).put("code", "8302-2")),
  WEIGHT_IN_STONE(bundle -> ((ObjectNode) weight(bundle).get("valueQuantity")).put("code", "[stone_av]")),
  UNIT_THAT_UCUM_LACKS(bundle -> ((ObjectNode) energy(bundle).get("valueQuantity")).put("code", "Cal")),
  WEIGHT_OF_NOBODY(bundle -> weight(bundle).remove("subject")),
  REFERENCE_TO_NOTHING(
      bundle -> ((ObjectNode) weight(bundle).get("subject")).put("reference", "urn:uuid:00000000-0000-4000-8000-000000000000")),
  NAME_TWICE(
      bundle -> ((ObjectNode) bundle.get("entry").get(1)).set("fullUrl", bundle.get("entry").get(2).get("fullUrl"))),
  PROBABILITY_OF_140(
      bundle -> ((ObjectNode) first(bundle, "RiskAssessment", any -> true).get("prediction").get(0)).put("probabilityDecimal", 140)),
  SCRIPT_IN_NARRATIVE(
      bundle -> ((ObjectNode) first(bundle, "Composition", any -> true).get("section").get(0).get("text"))
          .put("div", "<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></div>")),
  EMPTY_LIST(bundle -> weight(bundle).set("note", ((ObjectNode) bundle).arrayNode()));

  private final Consumer<JsonNode> fault;

  Broken(Consumer<JsonNode> fault) {
    this.fault = fault;
  }

  void spoil(JsonNode bundle) {
    String before = bundle.toString();
    fault.accept(bundle);
    if (bundle.toString().equals(before)) {
      throw new IllegalStateException(this + " changed nothing");
    }
  }

  private static ObjectNode weight(JsonNode bundle) {
    return first(bundle, "Observation", resource ->
        resource.path("meta").path("profile").path(0).asText().endsWith("/bodyweight"));
  }

  private static ObjectNode energy(JsonNode bundle) {
    return first(bundle, "Observation", resource ->
        resource.path("code").path("coding").path(0).path("code").asText().equals("9057-1"));
  }

  private static ObjectNode order(JsonNode bundle) {
    return first(bundle, "NutritionOrder", any -> true);
  }

  private static ObjectNode coding(ObjectNode resource) {
    ArrayNode coding = (ArrayNode) resource.get("code").get("coding");
    return (ObjectNode) coding.get(0);
  }

  private static ObjectNode first(JsonNode bundle, String type, Predicate<JsonNode> wanted) {
    for (JsonNode entry : bundle.get("entry")) {
      JsonNode resource = entry.get("resource");
      if (type.equals(resource.get("resourceType").asText()) && wanted.test(resource)) {
        return (ObjectNode) resource;
      }
    }
    throw new IllegalStateException("no " + type + " to break");
  }
}
