//! The journal of a person: their days lived one after the other, and what was written down of each.

use crate::adherence::Diary;
use crate::body::{self, Body};
use crate::course::Course;
use crate::eating::{self, Eaten};
use crate::feeding::{self, Fed};
use crate::person::Person;
use crate::symptoms::{self, Felt, LastWeek};
use crate::today::{Page, Purpose, Today};
use crate::vitals::{self, Fever};
use crate::{care, check_in, laboratory, medicine, output, plan, rates, treatment};
use nourish_record::{CalendarDay, Draft};

/// How long before the journal the usual weight is remembered of, days.
const USUAL_WEIGHT_DAYS: i32 = 182;

impl Person {
    /// The journal that this person, or whoever keeps it for them, fills from `first_day` on for so many days, in order of
    /// time.
    ///
    /// Apart from those days it holds the usual weight of half a year before, and what is planned after them by then: the next
    /// cycle, an operation whose date is set. A longer journal of the same person begins with the same days. Days past 2199,
    /// which no journal may hold, have no entries.
    ///
    /// ```
    /// # use nourish_people::Person;
    /// let person = Person::of(7, 3);
    /// let first_day = "2026-06-01".parse().unwrap();
    /// let week = person.journal(first_day, 7);
    /// assert!(week.iter().any(|draft| draft.fact.kind().name == "profile"));
    /// assert!(person.journal(first_day, 0).is_empty());
    /// ```
    pub fn journal(&self, first_day: CalendarDay, days: u32) -> Vec<Draft> {
        let course = Course::of(self, first_day);
        let end = i32::try_from(days).unwrap_or(i32::MAX);
        let mut drafts = Vec::new();
        if end == 0 {
            return drafts;
        }
        if let Some(before) = Today::of(self, &course, first_day, -USUAL_WEIGHT_DAYS) {
            let mut page = Page::of(&before);
            care::write_usual_weight(&mut page);
            drafts.extend(page.into_drafts());
        }
        let mut life = Life { body: Body::of(self), week: LastWeek::default(), worst_before: 0 };
        for today in (0..end).map_while(|index| Today::of(self, &course, first_day, index)) {
            drafts.extend(life.day(&today));
        }
        for index in treatment::days_ahead(&course, end - 1) {
            if let Some(ahead) = Today::of(self, &course, first_day, index) {
                let mut page = Page::of(&ahead);
                treatment::write_ahead(&mut page, end - 1);
                drafts.extend(page.into_drafts());
            }
        }
        drafts.sort_by_key(|draft| draft.occurred.instant_ms());
        drafts
    }
}

/// What goes over from day to day.
struct Life {
    body: Body,
    week: LastWeek,
    /// The worst answer of a weekly report of the day before.
    worst_before: u8,
}

impl Life {
    /// Lives a day and fills its page.
    fn day(&mut self, today: &Today<'_>) -> Vec<Draft> {
        let felt = Felt::of(today);
        let fever = Fever::of(today);
        let fed = Fed::of(today, &felt);
        let eaten = Eaten::of(today, &felt, self.body.needed_kcal());
        self.week.push(felt);
        let mut page = Page::of(today);
        let mut diary = Diary::of(today);
        self.write_clinic(&mut page, fever);
        body::write_weight(&mut page, &mut diary, &self.body);
        eating::write_meals(&mut page, &mut diary, &eaten);
        eating::write_drinks(&mut page, &mut diary, &eaten, &felt);
        feeding::write(&mut page, &mut diary, &fed);
        feeding::write_tube_care(&mut page, &mut diary);
        vitals::write(&mut page, &mut diary, fever);
        medicine::write(&mut page, &mut diary, &felt);
        output::write(&mut page, &mut diary, &felt, &self.body);
        if today.person.habits.daily_symptoms && diary.evening() {
            symptoms::daily(&mut page, &felt);
        }
        let yes = check_in::write(&mut page, &mut diary, &felt, fever);
        care::write_acknowledgements(&mut page, &yes, self.worst_before);
        let report_due = today.weekday == today.person.habits.report_weekday;
        let reports = report_due && diary.evening() && diary.weekly(today);
        self.worst_before = if reports { symptoms::weekly(&mut page, &self.week) } else { 0 };
        care::write_note(&mut page, &mut diary);
        if today.draws(Purpose::Week).per_mille(rates::IMPORTED_TWICE) {
            page.repeat_imports();
        }
        self.body.live(today, eaten.kcal() + fed.kcal());
        page.into_drafts()
    }

    /// What the clinic writes down, whatever the person does.
    fn write_clinic(&self, page: &mut Page<'_>, fever: Option<Fever>) {
        if page.today.index == 0 {
            care::write_beginning(page);
            plan::write_beginning(page);
        }
        care::write_visit(page, &self.body);
        plan::write_preparation(page);
        treatment::write(page);
        laboratory::write(page, &self.body, fever);
    }
}
