package health.nourish.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;

/** HAPI's validator with the definitions of R4 that come with it: no server is asked. */
final class Judge {
  private final FhirValidator validator;

  Judge() {
    FhirContext context = FhirContext.forR4();
    UnknownCodeSystemWarningValidationSupport unknown = new UnknownCodeSystemWarningValidationSupport(context);
    unknown.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.WARNING);
    ValidationSupportChain support = new ValidationSupportChain(
        new DefaultProfileValidationSupport(context),
        new CommonCodeSystemsTerminologyService(context),
        new InMemoryTerminologyServerValidationSupport(context),
        unknown);
    FhirInstanceValidator instances = new FhirInstanceValidator(support);
    instances.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
    validator = context.newValidator().registerValidatorModule(instances);
  }

  /** Everything that makes a Bundle unfit, each with its place. */
  List<String> faults(String bundle) {
    List<String> faults = new ArrayList<>();
    for (SingleValidationMessage message : validator.validateWithResult(bundle).getMessages()) {
      boolean isError = message.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal();
      String text = message.getMessage();
      // HAPI calls an order of nothing a warning; to whoever has to feed somebody it is none.
      if (isError || text.contains("nor-1")) {
        faults.add(message.getLocationString() + ": " + text);
      }
    }
    return faults;
  }
}
