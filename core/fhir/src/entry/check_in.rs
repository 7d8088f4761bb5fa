//! A check-in: QuestionnaireResponse, since a questionnaire was answered. What was not asked has no item.

use super::extension::EntryExtension;
use super::not_read::NotRead;
use super::told::{Subject, Told};
use crate::model::{QuestionnaireResponse, Resource, ResponseItem};
use crate::names;
use nourish_record::{CareRole, CheckIn, Fact, Problem, RedFlag};

/// The QuestionnaireResponse of a check-in.
pub(crate) fn write(
    told: Told<'_>,
    check_in: &CheckIn,
    extension: EntryExtension,
    subject: &Subject,
) -> Resource {
    let status = match check_in.completed {
        _ if told.is_in_error() => "entered-in-error",
        Some(false) => "in-progress",
        Some(true) | None if told.amended => "amended",
        Some(true) | None => "completed",
    };
    let set = check_in.set.as_str();
    let named = check_in.questionnaire.as_deref().and_then(|named| named.split_once('|'));
    let version = named.filter(|(id, _)| *id == set).map(|(_, version)| format!("|{version}"));
    let questionnaire = format!("{}-{set}{}", names::CHECK_IN, version.unwrap_or_default());
    let mut response =
        QuestionnaireResponse::new(status, &questionnaire, subject.reference(), told.occurred());
    let elsewhere: &[&str] = match check_in.completed {
        _ if !is_plain(check_in) => &["set"],
        Some(false) if !told.is_in_error() => &["set", "asked", "yes", "completed"],
        _ => &["set", "asked", "yes"],
    };
    response.extension = extension.with_all_but(&Fact::from(check_in.clone()), elsewhere).done();
    response.identifier = Some(told.identifier());
    // Whoever else answered is no resource of the journal: the extension says their role.
    let by_the_person = matches!(check_in.answered_by, None | Some(CareRole::Patient));
    response.source = by_the_person.then(|| subject.reference());
    response.item = items(check_in);
    Resource::QuestionnaireResponse(Box::new(response))
}

fn items(check_in: &CheckIn) -> Vec<ResponseItem> {
    let mut items: Vec<ResponseItem> = Vec::new();
    for asked in &check_in.asked {
        let yes = check_in.yes.contains(asked);
        let item = ResponseItem::answered(asked.as_str(), asked.as_str().replace('-', " "), yes);
        if !items.contains(&item) {
            items.push(item);
        }
    }
    items
}

/// Whether asked and answered can be told from the items alone: nothing was asked twice, and what was answered with yes comes in the
/// order in which it was asked.
fn is_plain(check_in: &CheckIn) -> bool {
    let in_order = check_in.asked.iter().filter(|asked| check_in.yes.contains(asked)).eq(&check_in.yes);
    let mut once: Vec<RedFlag> = check_in.asked.clone();
    once.sort_unstable();
    once.dedup();
    in_order && once.len() == check_in.asked.len()
}

/// The fields of a response of ours that stand in its elements; `extended` are those that the extension holds.
pub(crate) fn read(
    response: &QuestionnaireResponse,
    extended: &[(&str, &str)],
) -> Result<Vec<(&'static str, String)>, NotRead> {
    let questionnaire = response.questionnaire.as_deref().unwrap_or_default();
    let questionnaire = questionnaire.split('|').next().unwrap_or_default();
    let set = questionnaire.strip_prefix(names::CHECK_IN).and_then(|rest| rest.strip_prefix('-'));
    let set = set.ok_or_else(|| NotRead::new("questionnaire", Problem::UnknownKind))?;
    let mut fields = vec![("set", set.to_owned())];
    if !extended.iter().any(|(name, _)| *name == "asked" || *name == "yes") {
        let (mut asked, mut yes) = (Vec::new(), Vec::new());
        for item in &response.item {
            let (Some(link), Some(answer)) = (item.link_id.as_deref(), item.answer.first()) else { continue };
            asked.push(link);
            if answer.value_boolean == Some(true) {
                yes.push(link);
            }
        }
        fields.extend((!asked.is_empty()).then(|| ("asked", asked.join(","))));
        fields.extend((!yes.is_empty()).then(|| ("yes", yes.join(","))));
    }
    if response.status.as_deref() == Some("in-progress")
        && !extended.iter().any(|(name, _)| *name == "completed")
    {
        fields.push(("completed", "no".to_owned()));
    }
    Ok(fields)
}
