//! The schedule as data.

use super::occurrence::ScheduleItem;
use crate::FILES;
use crate::content::{ContentError, ContentFault, Page};
use nourish_toml::Spanned;
use serde::Deserialize;

const BUILT_IN: &str = "schedule.toml";

/// When one item is due. Times are minutes of the day on the wall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemTimes {
    /// Which item.
    pub item: ScheduleItem,
    /// Due from this minute of the day on.
    pub due_min: u32,
    /// Overdue from this minute on.
    pub overdue_min: u32,
    /// Again every so many days.
    pub every_days: i32,
    /// The same for tubes through the skin.
    pub every_days_through_skin: i32,
    /// On so many days it may still be done, its own included.
    pub days_open: i32,
    /// On so many days before it may be done already.
    pub days_early: i32,
    /// First and last day of a cycle on which it is asked.
    pub cycle_days: Option<(i32, i32)>,
    /// So many days before an operation it begins.
    pub ahead_days: i32,
    /// At these minutes instead, while feed runs day and night.
    pub minutes_while_continuous: Vec<u32>,
    /// Where that is from.
    pub source: String,
}

/// When what is due, and how reminders are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    items: Vec<ItemTimes>,
    pub(super) quiet_min: (u32, u32),
    pub(super) group_within_min: u32,
    pub(super) most_a_day: usize,
    /// From so many missed in a row on, a reminder every so many days.
    pub(super) back_off: Vec<(i32, i32)>,
    pub(super) answers: usize,
}

impl Schedule {
    /// The schedule that comes with this program.
    ///
    /// # Errors
    /// [`ContentError`] if the file that came with this program is broken.
    pub fn built_in() -> Result<Self, ContentError> {
        Self::read(BUILT_IN, FILES.text(BUILT_IN))
    }

    /// Reads a schedule.
    ///
    /// # Errors
    /// [`ContentError`] with file, line, problem and remedy.
    pub fn read(file: &str, text: &str) -> Result<Self, ContentError> {
        let page = Page { file, text };
        let read: File = page.parse()?;
        page.line_of_text("version", &read.version)?;
        page.line_of_text("licence", &read.licence)?;
        let mut items: Vec<ItemTimes> = Vec::new();
        for row in &read.item {
            let item = item(page, row)?;
            if items.iter().any(|known| known.item == item.item) {
                return Err(page.fault(&row.id, ContentFault::Twice(row.id.get_ref().clone())));
            }
            items.push(item);
        }
        let back_off =
            read.back_off.after_missed.iter().copied().zip(read.back_off.every_days.iter().copied());
        Ok(Self {
            items,
            quiet_min: (
                minute(page, "quiet.from", &read.quiet.from)?,
                minute(page, "quiet.until", &read.quiet.until)?,
            ),
            group_within_min: read.grouping.within_min,
            most_a_day: read.grouping.most_a_day.max(1),
            back_off: back_off.collect(),
            answers: read.back_off.answers,
        })
    }

    /// When an item is due; `None` for one that the schedule leaves out.
    pub fn times(&self, item: ScheduleItem) -> Option<&ItemTimes> {
        self.items.iter().find(|times| times.item == item)
    }

    /// Every item, in the order of the file.
    pub fn items(&self) -> &[ItemTimes] {
        &self.items
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Spanned<String>,
    licence: Spanned<String>,
    quiet: Quiet,
    grouping: Grouping,
    back_off: BackOff,
    item: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quiet {
    from: Spanned<String>,
    until: Spanned<String>,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grouping {
    within_min: u32,
    most_a_day: usize,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BackOff {
    after_missed: Vec<i32>,
    every_days: Vec<i32>,
    answers: usize,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    due: Spanned<String>,
    overdue: Spanned<String>,
    #[serde(default = "one")]
    every_days: Spanned<i32>,
    #[serde(default)]
    every_days_through_skin: Option<i32>,
    #[serde(default = "one")]
    days_open: Spanned<i32>,
    #[serde(default)]
    days_early: i32,
    #[serde(default)]
    from_cycle_day: Option<i32>,
    #[serde(default)]
    to_cycle_day: Option<i32>,
    #[serde(default)]
    ahead_days: i32,
    #[serde(default)]
    times_while_continuous: Vec<Spanned<String>>,
    source: Spanned<String>,
}

fn one() -> Spanned<i32> {
    Spanned::new(0..0, 1)
}

fn item(page: Page<'_>, row: &Row) -> Result<ItemTimes, ContentError> {
    let id = page.id(&row.id)?;
    let item = ScheduleItem::from_id(&id).ok_or_else(|| {
        page.fault(&row.id, ContentFault::BadText("id (the name of an item of a schedule)"))
    })?;
    let days = |number: &Spanned<i32>, what| {
        let within = (1..=366).contains(number.get_ref());
        let fault = ContentFault::OutOfRange { what, of: id.clone(), least: "1", most: "366" };
        if within { Ok(*number.get_ref()) } else { Err(page.fault(number, fault)) }
    };
    let every_days = days(&row.every_days, "every_days")?;
    let minutes = row.times_while_continuous.iter().map(|text| minute(page, "times_while_continuous", text));
    Ok(ItemTimes {
        item,
        due_min: minute(page, "due", &row.due)?,
        overdue_min: minute(page, "overdue", &row.overdue)?,
        every_days,
        every_days_through_skin: row.every_days_through_skin.unwrap_or(every_days).max(1),
        days_open: days(&row.days_open, "days_open")?,
        days_early: row.days_early.clamp(0, 366),
        cycle_days: row.from_cycle_day.zip(row.to_cycle_day),
        ahead_days: row.ahead_days.clamp(0, 366),
        minutes_while_continuous: minutes.collect::<Result<_, _>>()?,
        source: page.line_of_text("source", &row.source)?,
    })
}

/// A time of day like `07:30`, in minutes.
fn minute(page: Page<'_>, what: &'static str, text: &Spanned<String>) -> Result<u32, ContentError> {
    read_minute(text.get_ref()).ok_or_else(|| page.fault(text, ContentFault::NotATime(what)))
}

/// Minutes of the day of a text like `07:30`.
pub(super) fn read_minute(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let two = |digits: &str, most: u32| {
        let number: u32 = digits.parse().ok()?;
        (digits.len() == 2 && number <= most).then_some(number)
    };
    Some(two(hours, 23)? * 60 + two(minutes, 59)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_has_its_times_and_a_source() {
        let schedule = Schedule::built_in().unwrap();
        for item in ScheduleItem::ALL {
            let times = schedule.times(*item).unwrap();
            assert!(times.due_min < times.overdue_min && !times.source.is_empty(), "{item:?}");
        }
        assert_eq!(schedule.times(ScheduleItem::CycleCheckIn).unwrap().cycle_days, Some((3, 5)));
        assert_eq!(schedule.times(ScheduleItem::NadirCheckIn).unwrap().cycle_days, Some((7, 12)));
        assert_eq!(schedule.times(ScheduleItem::WeeklyReport).unwrap().every_days, 7);
    }

    #[test]
    fn a_broken_schedule_is_refused_with_its_line() {
        let text = FILES.text(BUILT_IN);
        let wrong = text.replace("due = \"07:30\"", "due = \"7:30\"");
        let error = Schedule::read("schedule.toml", &wrong).unwrap_err();
        assert_eq!(error.fault, ContentFault::NotATime("due"));
        let line = 1 + wrong.lines().position(|line| line.contains("7:30")).unwrap();
        assert_eq!(error.line, line);
        let unknown = text.replace("id = \"task\"", "id = \"chore\"");
        assert!(matches!(Schedule::read("s", &unknown).unwrap_err().fault, ContentFault::BadText(_)));
        let never = text.replace(
            "every_days = 7\ndays_open = 3\ndays_early = 3\nsource",
            "every_days = 0\ndays_open = 3\ndays_early = 3\nsource",
        );
        assert!(matches!(Schedule::read("s", &never).unwrap_err().fault, ContentFault::OutOfRange { .. }));
    }

    #[test]
    fn times_of_day_are_read_strictly() {
        assert_eq!(read_minute("00:00"), Some(0));
        assert_eq!(read_minute("23:59"), Some(1_439));
        for text in ["24:00", "7:30", "07:60", "07-30", "", "0730"] {
            assert_eq!(read_minute(text), None, "{text}");
        }
    }
}
