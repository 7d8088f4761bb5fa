//! A FHIR R4 Questionnaire of others as the files of a content pack: order and wording as they are, nothing guessed.

use crate::fault::SetError;
use crate::limits;
use crate::questionnaires::{SET_FILES, TEXT_FILES};
use crate::set::QuestionSet;
use nourish_fhir::FromJson;
use nourish_fhir::model::{AnswerOption, EnableWhen, Questionnaire, QuestionnaireItem};
use nourish_record::CheckInSet;
use std::collections::BTreeMap;

/// The largest whole number that is an answer where the Questionnaire names none.
const MOST_COUNT: i64 = 10_000;

/// Two files for the folder of a pack. The site looks them through, says which answers are entries of a known kind (`record`) or red
/// flags, adds a manifest and signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackDraft {
    /// Name and text of the file of questions.
    pub questions: (String, String),
    /// Name and text of the file of messages.
    pub messages: (String, String),
}

/// Why a Questionnaire was not taken. Nothing was made of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuestionnaireRefused {
    /// Part of it has no form here.
    #[error("{place}: {problem}; {remedy}")]
    Part {
        /// The element, or the `linkId` of the item.
        place: String,
        /// What is wrong.
        problem: &'static str,
        /// What can be done.
        remedy: &'static str,
    },
    /// What was made of it is no set of questions.
    #[error(transparent)]
    Set(#[from] SetError),
}

fn refused(place: &str, problem: &'static str, remedy: &'static str) -> QuestionnaireRefused {
    QuestionnaireRefused::Part { place: place.to_owned(), problem, remedy }
}

impl PackDraft {
    /// Takes a Questionnaire over, from its JSON. FHIR says neither of which of our check-ins it is (`check_in`) nor how many days its questions look
    /// back (`recall_days`, 1 to 31).
    ///
    /// Groups are walked through; what a group or a display says becomes the hint of the question that follows. Answers keep their codes.
    ///
    /// ```
    /// use nourish_checkin::PackDraft;
    /// use nourish_record::CheckInSet;
    ///
    /// let questionnaire = r#"{
    ///     "resourceType": "Questionnaire", "id": "sleep", "version": "2", "title": "Sleep", "copyright": "CC0-1.0", "status": "active",
    ///     "item": [{"linkId": "1", "type": "boolean", "text": "Did you sleep well?"}]
    /// }"#;
    /// let draft = PackDraft::of(questionnaire, CheckInSet::Weekly, 7)?;
    /// assert_eq!(draft.questions.0, "questions_sleep.toml");
    /// assert!(draft.messages.1.contains("sleep-q-1 = Did you sleep well?"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`QuestionnaireRefused`] by element or `linkId`: what is no Questionnaire, has no copyright, or asks in a way that sets do not.
    pub fn of(json: &str, check_in: CheckInSet, recall_days: u8) -> Result<Self, QuestionnaireRefused> {
        let none =
            || refused("resourceType", "this is no Questionnaire", "give a FHIR R4 Questionnaire as JSON");
        let read: serde_json::Value = serde_json::from_str(json).map_err(|_| none())?;
        let read = Some(read).filter(serde_json::Value::is_object).ok_or_else(none)?;
        let questionnaire = Questionnaire::from_json(&read).map_err(|_| none())?;
        if questionnaire.resource_type.as_deref() != Some("Questionnaire") {
            return Err(none());
        }
        let named = [&questionnaire.id, &questionnaire.name].into_iter().flatten().next();
        let last = questionnaire.url.as_deref().and_then(|url| url.rsplit('/').next());
        let id = name(named.map(String::as_str).or(last).unwrap_or_default());
        let id = id.ok_or_else(|| refused("id", "it has no name", "give it an id of letters and digits"))?;
        let licence = questionnaire.copyright.as_deref().ok_or_else(|| {
            refused("copyright", "nothing says what may be done with it", "ask its owner, and write it there")
        })?;
        let version = questionnaire.version.as_deref().unwrap_or("1");
        let title = questionnaire.title.as_deref().unwrap_or(&id);
        let source = questionnaire.url.as_deref().unwrap_or(title);
        let head = format!(
            "nourish_questions = 1\nid = {}\nversion = {}\ncheck_in = {}\nrecall_days = {recall_days}\nlicence = {}\nsource = {}\n",
            quoted(&id),
            quoted(version),
            quoted(check_in.as_str()),
            quoted(&cut(licence, limits::TEXT)),
            quoted(source),
        );
        let mut taking =
            Taking { id: &id, head, messages: String::new(), hint: None, asked: BTreeMap::new() };
        taking.say(&format!("set-{id}"), title);
        taking.items(&questionnaire.item)?;
        let file = format!("{SET_FILES}{}.toml", id.replace('-', "_"));
        QuestionSet::parse(&file, &taking.head)?;
        let language = questionnaire.language.as_deref().unwrap_or("en").to_lowercase().replace('-', "_");
        let messages = (format!("{TEXT_FILES}{language}.ftl"), taking.messages);
        Ok(Self { questions: (file, taking.head), messages })
    }
}

/// A question that came before.
struct Asked {
    id: String,
    is_count: bool,
    /// Choices by their codes.
    choices: BTreeMap<String, String>,
}

struct Taking<'a> {
    id: &'a str,
    head: String,
    messages: String,
    /// What stands before the next question.
    hint: Option<String>,
    /// By `linkId`.
    asked: BTreeMap<String, Asked>,
}

impl Taking<'_> {
    fn say(&mut self, message: &str, text: &str) {
        self.messages.push_str(&format!("{message} = {}\n", fluent(text)));
    }

    fn items(&mut self, items: &[QuestionnaireItem]) -> Result<(), QuestionnaireRefused> {
        for item in items {
            let link = item.link_id.as_deref();
            let link =
                link.ok_or_else(|| refused("item", "an item has no linkId", "give each one its own"))?;
            match item.r#type.as_deref() {
                Some("group" | "display") => {
                    if !item.enable_when.is_empty() {
                        let remedy = "put the condition at each of its questions";
                        return Err(refused(link, "a group or text is shown under a condition", remedy));
                    }
                    let before = self.hint.take();
                    let both = before.into_iter().chain(item.text.clone()).collect::<Vec<_>>().join(" ");
                    self.hint = Some(both).filter(|text| !text.is_empty());
                }
                Some(kind) => self.question(item, link, kind)?,
                None => return Err(refused(link, "it has no type", "say how it is answered")),
            }
            self.items(&item.item)?;
        }
        Ok(())
    }

    fn question(
        &mut self,
        item: &QuestionnaireItem,
        link: &str,
        kind: &str,
    ) -> Result<(), QuestionnaireRefused> {
        let id =
            name(link).ok_or_else(|| refused(link, "its linkId has no letter or digit", "name it anew"))?;
        if self.asked.values().any(|asked| asked.id == id) {
            return Err(refused(
                link,
                "another question has nearly the same linkId",
                "name one of them anew",
            ));
        }
        let text = item.text.as_deref().filter(|text| !text.trim().is_empty());
        let text = text.ok_or_else(|| refused(link, "it asks nothing", "give it a text"))?;
        let repeats = item.repeats == Some(true);
        let form = match (kind, repeats) {
            ("boolean", false) => "yes-no",
            ("choice", false) => "one",
            ("choice", true) => "several",
            ("integer", false) => "count",
            ("string" | "text", false) => "text",
            ("open-choice", _) => {
                return Err(refused(
                    link,
                    "it takes a choice or words",
                    "ask for the words in a question of its own",
                ));
            }
            ("quantity" | "decimal", _) => {
                let remedy = "write it by hand as an amount, with the field of an entry that it is logged in";
                return Err(refused(link, "an amount needs a field with a unit", remedy));
            }
            _ => {
                return Err(refused(
                    link,
                    "it is answered in a way that sets do not have",
                    "leave it out, or ask in words",
                ));
            }
        };
        let conditions = self.conditions(item, link)?;
        let message = format!("{}-{id}", self.id);
        self.say(&message, text);
        let hint = self.hint.take();
        if let Some(hint) = &hint {
            self.say(&format!("{message}-hint"), hint);
        }
        let code = item.code.first().and_then(|coding| coding.code.as_deref()).unwrap_or(link);
        let mut lines = vec![format!("id = {}", quoted(&id)), format!("form = \"{form}\"")];
        lines.extend(hint.map(|_| "hint = true".to_owned()));
        lines.extend((code != id).then(|| format!("code = {}", quoted(code))));
        lines.extend((form == "count").then(|| format!("least = 0\nmost = {MOST_COUNT}")));
        lines.extend((!conditions.is_empty()).then(|| format!("ask_if = [{}]", conditions.join(", "))));
        let mut asked = Asked { id, is_count: form == "count", choices: BTreeMap::new() };
        if matches!(form, "one" | "several") {
            lines.push(format!("choices = [{}]", self.choices(item, link, (&message, repeats), &mut asked)?));
        }
        self.head.push_str(&format!("\n[[question]]\n{}\n", lines.join("\n")));
        self.asked.insert(link.to_owned(), asked);
        Ok(())
    }

    fn choices(
        &mut self,
        item: &QuestionnaireItem,
        link: &str,
        (message, repeats): (&str, bool),
        asked: &mut Asked,
    ) -> Result<String, QuestionnaireRefused> {
        if item.answer_option.is_empty() {
            let remedy = "write the answers of its value set into answerOption";
            return Err(refused(link, "its answers stand elsewhere", remedy));
        }
        let mut choices = Vec::new();
        for option in &item.answer_option {
            let (code, text) = answer(option)
                .ok_or_else(|| refused(link, "an answer is neither code, words nor number", "give it one"))?;
            let id = choice_name(&code).ok_or_else(|| {
                refused(link, "the code of an answer has no letter or digit", "give it one")
            })?;
            // Of several, none is asked by every set in its own words.
            if repeats && id == "none" {
                continue;
            }
            let id = if id == "none" { "not-any".to_owned() } else { id };
            let own = format!("{message}-{id}");
            self.say(&own, &text);
            choices.push(format!(
                "{{ id = {}, text = {}, value = {} }}",
                quoted(&id),
                quoted(&own),
                quoted(&code)
            ));
            asked.choices.insert(code, id);
        }
        Ok(choices.join(", "))
    }

    /// Conditions that must all hold. Of several on one question with an equals sign, any is enough where the item says so.
    fn conditions(&self, item: &QuestionnaireItem, link: &str) -> Result<Vec<String>, QuestionnaireRefused> {
        let any = item.enable_behavior.as_deref() == Some("any");
        let mut is: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut bounds = Vec::new();
        for when in &item.enable_when {
            let about = when.question.as_deref().and_then(|about| self.asked.get(about));
            let about = about.ok_or_else(|| {
                refused(link, "it depends on a question that is not asked before it", "ask that one first")
            })?;
            match test(when, about) {
                Some(Ok(choice)) => is.entry(&about.id).or_default().push(quoted(&choice)),
                Some(Err(bound)) => bounds.push(format!("{{ question = {}, {bound} }}", quoted(&about.id))),
                None => {
                    let remedy = "compare with =, or a count with >=, <=, > or <";
                    return Err(refused(link, "it is asked under a condition that sets do not have", remedy));
                }
            }
        }
        let more_than_one = item.enable_when.len() > 1;
        let told_apart = is.len() + bounds.len() > 1;
        let both_at_once = is.values().any(|choices| choices.len() > 1);
        if more_than_one && ((any && told_apart) || (!any && both_at_once)) {
            let remedy = "make it one condition, or several that must all hold";
            return Err(refused(link, "its conditions cannot be joined like this", remedy));
        }
        let is = is
            .into_iter()
            .map(|(id, choices)| format!("{{ question = {}, is = [{}] }}", quoted(id), choices.join(", ")));
        Ok(is.chain(bounds).collect())
    }
}

/// A choice that must be the answer, or a bound of a count.
fn test(when: &EnableWhen, about: &Asked) -> Option<Result<String, String>> {
    let operator = when.operator.as_deref()?;
    if let Some(bound) = when.answer_integer.filter(|_| about.is_count) {
        return Some(Err(match operator {
            ">=" => format!("at_least = {bound}"),
            "<=" => format!("at_most = {bound}"),
            ">" => format!("at_least = {}", bound.checked_add(1)?),
            "<" => format!("at_most = {}", bound.checked_sub(1)?),
            _ => return None,
        }));
    }
    let code = when.answer_coding.as_ref().and_then(|coding| coding.code.as_deref());
    let choice = match (when.answer_boolean, code) {
        (Some(yes), None) => if yes { "yes" } else { "no" }.to_owned(),
        (None, Some(code)) => about.choices.get(code)?.clone(),
        _ => return None,
    };
    (operator == "=").then_some(Ok(choice))
}

/// Code and words of an answer.
fn answer(option: &AnswerOption) -> Option<(String, String)> {
    if let Some(coding) = &option.value_coding {
        let code = coding.code.clone()?;
        let text = coding.display.clone().unwrap_or_else(|| code.clone());
        return Some((code, text));
    }
    let text =
        option.value_string.clone().or_else(|| option.value_integer.map(|number| number.to_string()))?;
    Some((text.clone(), text))
}

/// What is left of a text as the name of a set or question: small letters, digits and hyphens, a letter first.
fn name(text: &str) -> Option<String> {
    let plain = choice_name(text)?;
    let begins = plain.starts_with(|first: char| first.is_ascii_lowercase());
    Some(if begins { plain } else { cut(&format!("q-{plain}"), limits::NAME) })
}

fn choice_name(text: &str) -> Option<String> {
    let letters = text
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' });
    let joined: String = letters.collect();
    let parts: Vec<&str> = joined.split('-').filter(|part| !part.is_empty()).collect();
    let plain = cut(&parts.join("-"), limits::NAME);
    let plain = plain.trim_end_matches('-');
    (!plain.is_empty()).then(|| plain.to_owned())
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// As a text in TOML, on one line: the only escapes that are left are those that JSON and packs share.
fn quoted(text: &str) -> String {
    let line = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    serde_json::Value::from(line.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")).to_string()
}

/// As the value of a message: on one line, and nothing in it means anything to Fluent.
fn fluent(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(line.len());
    for (place, letter) in line.chars().enumerate() {
        match letter {
            '{' | '}' => out.push_str(&format!("{{ \"{letter}\" }}")),
            '[' | '*' | '.' if place == 0 => out.push_str(&format!("{{ \"{letter}\" }}")),
            _ => out.push(letter),
        }
    }
    out
}
