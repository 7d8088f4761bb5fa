//! A check-in drawn on a screen of 80 columns and 24 lines, or more. Colour is never the only sign.

use super::app::{App, Mode};
use nourish_journal::{CareContact, Form, Question};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Paragraph, Wrap};

/// The smallest screen that everything fits on.
const LEAST: (u16, u16) = (60, 20);
/// How many phone numbers an alert shows.
const PHONES: usize = 3;

/// The styles of a screen, with colour or without.
#[derive(Debug, Clone, Copy)]
pub(super) struct Palette {
    colour: bool,
}

impl Palette {
    pub(super) const fn of(colour: bool) -> Self {
        Self { colour }
    }

    fn coloured(self, colour: Color, modifier: Modifier) -> Style {
        let style = Style::new().add_modifier(modifier);
        if self.colour { style.fg(colour) } else { style }
    }

    fn alarm(self) -> Style {
        self.coloured(Color::Red, Modifier::BOLD)
    }

    fn warning(self) -> Style {
        self.coloured(Color::Yellow, Modifier::BOLD)
    }

    fn chosen(self) -> Style {
        self.coloured(Color::Cyan, Modifier::BOLD)
    }

    fn quiet(self) -> Style {
        if self.colour { Style::new().fg(Color::DarkGray) } else { Style::new() }
    }
}

/// Draws what is to be seen now.
pub(super) fn draw(frame: &mut Frame<'_>, app: &App, palette: Palette) {
    let area = frame.area();
    if area.width < LEAST.0 || area.height < LEAST.1 {
        let text = Paragraph::new(app.spoken.say("too-small", &[])).wrap(Wrap { trim: true });
        return frame.render_widget(text, area);
    }
    let rows =
        Layout::vertical([Constraint::Length(2), Constraint::Min(1), Constraint::Length(2)]).split(area);
    let [head, body, foot] = rows.as_ref() else { return };
    draw_head(frame, app, *head);
    let inner = body.inner(Margin { horizontal: 2, vertical: 1 });
    if app.help {
        draw_lines(frame, help(app), inner);
    } else {
        match app.mode {
            Mode::Alert => draw_alert(frame, app, palette, *body),
            Mode::Summary => draw_summary(frame, app, palette, inner),
            Mode::Offer => draw_lines(frame, offer(app, palette), inner),
            Mode::Asking | Mode::Units => draw_lines(frame, question(app, palette), inner),
        }
    }
    let keys = Paragraph::new(keys(app)).style(palette.quiet()).block(Block::new().borders(Borders::TOP));
    frame.render_widget(keys, *foot);
}

fn draw_head(frame: &mut Frame<'_>, app: &App, area: Rect) {
    let title = app.wording.title(app.session.set()).marked();
    let right = match (app.mode, app.session.question()) {
        (Mode::Asking | Mode::Units, Some(_)) => {
            let (number, all) = app.session.progress();
            app.spoken.say("progress", &[("number", number.into()), ("all", all.into())])
        }
        _ => String::new(),
    };
    let block = Block::new().borders(Borders::BOTTOM);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    frame.render_widget(
        Paragraph::new(format!(" {title}")).style(Style::new().add_modifier(Modifier::BOLD)),
        inner,
    );
    frame.render_widget(Paragraph::new(format!("{right} ")).right_aligned(), inner);
}

fn draw_lines(frame: &mut Frame<'_>, lines: Vec<Line<'_>>, area: Rect) {
    frame.render_widget(Paragraph::new(lines).wrap(Wrap { trim: false }), area);
}

fn keys(app: &App) -> String {
    let id = match app.mode {
        _ if app.help => "keys-help",
        Mode::Offer => "keys-offer",
        Mode::Alert => "keys-alert",
        Mode::Summary => "keys-summary",
        Mode::Units => "keys-one",
        Mode::Asking => match app.session.question().map(|question| &question.form) {
            Some(Form::One(_)) => "keys-one",
            Some(Form::Several(_)) => "keys-several",
            _ => "keys-typed",
        },
    };
    format!(" {}", app.spoken.say(id, &[]))
}

fn help(app: &App) -> Vec<Line<'static>> {
    let mut lines = vec![bold(app.spoken.say("help-title", &[])), Line::default()];
    for number in 1..=6 {
        lines.extend([Line::from(app.spoken.say(&format!("help-{number}"), &[])), Line::default()]);
    }
    lines
}

fn offer(app: &App, palette: Palette) -> Vec<Line<'static>> {
    let mut lines = vec![bold(app.spoken.say("offer-title", &[])), Line::default()];
    for (place, id) in ["offer-go-on", "offer-anew"].into_iter().enumerate() {
        lines.push(choice(app, palette, place, None, app.spoken.say(id, &[])));
    }
    lines
}

fn question<'a>(app: &'a App, palette: Palette) -> Vec<Line<'a>> {
    let Some(question) = app.session.question() else { return Vec::new() };
    let by = app.session.by();
    let mut lines = Vec::new();
    if looks_back(question) {
        lines.push(Line::styled(app.wording.recall(question.recall_days).marked(), palette.quiet()));
    }
    lines.extend([bold(app.wording.question(question, by).marked()), Line::default()]);
    if app.mode == Mode::Units {
        lines.extend([Line::from(format!("  {}", app.typed)), Line::default()]);
        lines.extend([Line::from(app.spoken.say("unit", &[])), Line::default()]);
        for (place, unit) in question.units().iter().enumerate() {
            lines.push(choice(app, palette, place, None, (*unit).to_owned()));
        }
        return lines;
    }
    match &question.form {
        Form::One(choices) => {
            for (place, one) in choices.iter().enumerate() {
                lines.push(choice(app, palette, place, None, app.wording.choice(one).marked()));
            }
        }
        Form::Several(choices) => {
            let said = choices.iter().map(|one| app.wording.choice(one).marked());
            for (place, text) in said.chain([app.wording.none().marked()]).enumerate() {
                lines.push(choice(app, palette, place, Some(app.ticked.contains(&place)), text));
            }
            lines.extend([
                Line::default(),
                Line::styled(app.spoken.say("tick-or-none", &[]), palette.quiet()),
            ]);
        }
        Form::Amount => lines.extend(typed(app, palette, app.spoken.say("type-amount", &[]))),
        Form::Count { least, most } => {
            let (least, most) = (least.to_string(), most.to_string());
            let range = [("least", least.as_str().into()), ("most", most.as_str().into())];
            lines.extend(typed(app, palette, app.spoken.say("type-count", &range)));
        }
        Form::Text => lines.extend(typed(app, palette, app.spoken.say("type-text", &[]))),
    }
    if let Some(hint) = app.wording.hint(question, by) {
        lines.extend([Line::default(), Line::styled(hint.marked(), palette.quiet())]);
    }
    if let Some(before) = app.session.before() {
        let answer = app.wording.answer(question, before);
        let said = app.spoken.say("same-as-yesterday", &[("answer", answer.as_str().into())]);
        lines.extend([Line::default(), Line::from(said)]);
    }
    if let Some(message) = &app.message {
        lines.extend([Line::default(), Line::styled(format!("! {message}"), palette.warning())]);
    }
    lines
}

/// Whether the span of days belongs to a question: not to what is so now, what is weighed or measured, and words.
fn looks_back(question: &Question) -> bool {
    let kind = question.record.as_ref().map_or("", |record| record.kind.as_str());
    matches!(kind, "symptom" | "oral-intake" | "fluid" | "output" | "tube-feed" | "parenteral-bag" | "answer")
        || (kind.is_empty() && question.flags().next().is_none())
}

fn typed(app: &App, palette: Palette, remark: String) -> Vec<Line<'static>> {
    let field = Line::styled(format!("  > {}_", app.typed), palette.chosen());
    vec![field, Line::default(), Line::styled(remark, palette.quiet())]
}

/// A line to choose: an arrow where the keys are, its number, and a box where several can be ticked.
fn choice(app: &App, palette: Palette, place: usize, ticked: Option<bool>, text: String) -> Line<'static> {
    let here = app.cursor == Some(place);
    let arrow = if here { "▸" } else { " " };
    let tick = match ticked {
        Some(true) => "[x] ",
        Some(false) => "[ ] ",
        None => "",
    };
    let line = format!(" {arrow} {}  {tick}{text}", app.label(place));
    let style = if here || ticked == Some(true) { palette.chosen() } else { Style::new() };
    Line::from(Span::styled(line, style))
}

fn draw_alert(frame: &mut Frame<'_>, app: &App, palette: Palette, area: Rect) {
    let Some(alert) = &app.alert else { return };
    let emergency = alert.is_emergency();
    let id = if emergency { "alert-title-emergency" } else { "alert-title-same-day" };
    let title = format!(" !!! {} !!! ", app.spoken.say(id, &[]));
    let block = Block::bordered()
        .border_style(palette.alarm())
        .title(Line::styled(title, palette.alarm()).centered());
    let inner = block.inner(area).inner(Margin { horizontal: 2, vertical: 0 });
    frame.render_widget(block, area);
    let mut lines = vec![Line::styled(app.wording.whom_to_call(emergency).marked(), palette.alarm())];
    if alert.by == nourish_journal::Respondent::Carer {
        lines.push(Line::from(app.wording.stay_with_them().marked()));
    }
    // The numbers first: whatever else there is to say must not push them off the screen.
    lines.extend([Line::default(), bold(app.spoken.say("alert-phones", &[]))]);
    let doubt = match (alert.contacts_read, alert.contacts.is_empty()) {
        (true, false) => None,
        (true, true) => Some("alert-no-phones"),
        (false, true) => Some("alert-phones-unread"),
        (false, false) => Some("alert-phones-old"),
    };
    lines.extend(doubt.map(|id| Line::from(app.spoken.say(id, &[]))));
    lines.extend(alert.contacts.iter().take(PHONES).map(|contact| Line::from(phone(app, contact))));
    if let Some(error) = &alert.unsaved {
        lines.extend([Line::default(), Line::styled(format!("! {}", app.unsaved(error)), palette.warning())]);
    }
    lines.push(Line::default());
    for (flag, _) in &alert.flags {
        lines.push(Line::from(format!("- {}", app.wording.flag(*flag).marked())));
        if let Some(first) = app.wording.do_first(*flag) {
            let what = first.marked();
            lines.push(bold(format!(
                "  {}",
                app.spoken.say("alert-first", &[("what", what.as_str().into())])
            )));
        }
    }
    if alert.unsaved.is_none() {
        lines.extend([Line::default(), Line::styled(app.spoken.say("alert-saved", &[]), palette.quiet())]);
    }
    draw_lines(frame, lines, inner);
}

fn phone(app: &App, contact: &CareContact) -> String {
    let role = app.spoken.say(&format!("role-{}", contact.role.as_str()), &[]);
    let name = contact.name.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
    let hours = contact.hours.as_ref().map(|hours| format!(" ({hours})")).unwrap_or_default();
    format!("  {}   {role}{name}{hours}", contact.phone)
}

fn draw_summary(frame: &mut Frame<'_>, app: &App, palette: Palette, area: Rect) {
    let mut lines = vec![bold(app.spoken.say("summary-title", &[])), Line::default()];
    if !app.session.has_answers() {
        lines.push(Line::styled(format!("! {}", app.spoken.say("summary-empty", &[])), palette.warning()));
    }
    if let Some(message) = &app.message {
        lines.extend([Line::styled(format!("! {message}"), palette.warning()), Line::default()]);
    }
    for (question, given) in app.session.asked().skip(app.scroll) {
        let said = app.wording.question(question, app.session.by()).marked();
        let answer = given.map_or_else(
            || app.spoken.say("summary-skipped", &[]),
            |given| app.wording.answer(question, given.text()),
        );
        let style = if given.is_some() { palette.chosen() } else { palette.quiet() };
        lines.push(Line::from(said));
        lines.push(Line::styled(format!("   {answer}"), style));
    }
    draw_lines(frame, lines, area);
}

fn bold(text: String) -> Line<'static> {
    Line::styled(text, Style::new().add_modifier(Modifier::BOLD))
}
