//! A form as it is shown: what is to be filled in now, with labels, choices and hints. Forms write their sheet, pages
//! draw any sheet in the same way, and what is typed comes back as an [`Edit`] of one field.

use crate::domain::id::AssetId;
use crate::domain::refusal::Field;

/// A form whose sheet is filled in.
pub trait Form {
    /// Takes what was done at one control.
    fn put(&mut self, field: Field, detail: &str, edit: Edit);
}

/// A form of a single text.
impl Form for String {
    fn put(&mut self, _: Field, _: &str, edit: Edit) {
        *self = edit.text();
    }
}

/// What can be done at a control.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Edit {
    /// A text was typed, a choice made (its value) or a box ticked ([`YES`]) or cleared (empty).
    Text(String),
    /// What was typed is to join a list.
    Take,
    /// An entry of a list is to go.
    Drop(String),
    /// A button was pressed.
    Press,
}

/// The value of a box that is ticked.
pub const YES: &str = "yes";

/// A part of a form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Something to fill in.
    Control(Control),
    /// Words between controls.
    Note(String),
    /// Parts that belong together.
    Group {
        /// What they are.
        legend: String,
        /// The parts.
        parts: Vec<Self>,
    },
    /// Short fields that stand side by side where there is room.
    Row(Vec<Self>),
}

/// Something to fill in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Control {
    /// Which field; problems of this field stand here.
    pub field: Field,
    /// Which of several fields of that kind; empty where there is one.
    pub detail: String,
    /// What it is called.
    pub label: String,
    /// What to write, or what it means.
    pub hint: String,
    /// The text typed, the value chosen, or [`YES`].
    pub value: String,
    /// Whether it may stay empty.
    pub optional: bool,
    /// How it is filled in.
    pub input: Input,
}

/// How a control is filled in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    /// A line of text.
    Line(Line),
    /// A whole number, with values that are common.
    Number(Vec<Choice>),
    /// A date from the first to the last, `YYYY-MM-DD`.
    Date(String, String),
    /// One of a list.
    Select(Vec<Choice>),
    /// One of a few, all of them in sight.
    Radio(Vec<Choice>),
    /// A box to tick.
    Tick,
    /// E-mail addresses, of which these were entered; the value is what is being typed.
    Emails(Vec<String>),
    /// A button; its label is the control's.
    Button,
}

/// What kind of text a line takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// Any.
    Text,
    /// An e-mail address.
    Email,
    /// A password, which is not shown.
    Password,
}

/// Something that can be chosen.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Choice {
    /// Its value.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// What it means, where that is not plain.
    pub words: String,
}

impl Choice {
    /// A choice that its name explains.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), words: String::new() }
    }

    /// A choice with a sentence.
    pub fn with(value: impl Into<String>, label: impl Into<String>, words: &str) -> Self {
        Self { words: words.to_owned(), ..Self::new(value, label) }
    }

    /// The choice of an asset.
    pub fn asset(id: AssetId, label: impl Into<String>) -> Self {
        Self::new(id.to_string(), label)
    }
}

/// The value of a list of assets.
pub fn of_asset(asset: Option<AssetId>) -> String {
    asset.map_or(String::new(), |id| id.to_string())
}

impl Control {
    fn new(field: Field, label: impl Into<String>, value: impl Into<String>, input: Input) -> Self {
        let (label, value) = (label.into(), value.into());
        Self { field, detail: String::new(), label, hint: String::new(), value, optional: false, input }
    }

    /// A line of text.
    pub fn text(field: Field, label: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(field, label, value, Input::Line(Line::Text))
    }

    /// A line of text of some kind.
    pub fn line(field: Field, label: impl Into<String>, value: impl Into<String>, line: Line) -> Self {
        Self::new(field, label, value, Input::Line(line))
    }

    /// A whole number.
    pub fn number(field: Field, label: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(field, label, value, Input::Number(vec![]))
    }

    /// One of a list that begins with what nothing chosen means.
    pub fn select(
        field: Field,
        label: impl Into<String>,
        value: impl Into<String>,
        nothing: &str,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        let choices = std::iter::once(Choice::new("", nothing)).chain(choices).collect();
        Self::new(field, label, value, Input::Select(choices))
    }

    /// One of a list that always has a choice made.
    pub fn choice(
        field: Field,
        label: impl Into<String>,
        value: impl Into<String>,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        Self::new(field, label, value, Input::Select(choices.into_iter().collect()))
    }

    /// One of a few, all of them in sight.
    pub fn radio(
        field: Field,
        label: impl Into<String>,
        value: impl Into<String>,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        Self::new(field, label, value, Input::Radio(choices.into_iter().collect()))
    }

    /// A box to tick.
    pub fn tick(field: Field, label: impl Into<String>, ticked: bool) -> Self {
        Self::new(field, label, if ticked { YES } else { "" }, Input::Tick)
    }

    /// A date from the first to the last.
    pub fn date(
        field: Field,
        label: impl Into<String>,
        value: impl Into<String>,
        (first, last): (impl ToString, impl ToString),
    ) -> Self {
        Self::new(field, label, value, Input::Date(first.to_string(), last.to_string()))
    }

    /// E-mail addresses.
    pub fn emails(field: Field, label: impl Into<String>, entered: &[String], typing: &str) -> Self {
        Self::new(field, label, typing, Input::Emails(entered.to_vec()))
    }

    /// A button.
    pub fn button(field: Field, detail: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(field, label, "", Input::Button).of(detail)
    }

    /// Which of several fields of that kind.
    #[must_use]
    pub fn of(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// What to write, or what it means.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// It may stay empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Numbers that are common.
    #[must_use]
    pub fn usual(mut self, usual: impl IntoIterator<Item = Choice>) -> Self {
        self.input = Input::Number(usual.into_iter().collect());
        self
    }
}

impl From<Control> for Part {
    fn from(control: Control) -> Self {
        Self::Control(control)
    }
}

impl Part {
    /// Parts that belong together.
    pub fn group(legend: impl Into<String>, parts: Vec<Self>) -> Self {
        Self::Group { legend: legend.into(), parts }
    }
}

impl Edit {
    /// The text that was typed or chosen; none for what is no text.
    pub fn text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Take | Self::Press => String::new(),
            Self::Drop(entry) => entry,
        }
    }

    /// Whether a box was ticked.
    pub fn ticked(&self) -> bool {
        matches!(self, Self::Text(text) if text == YES)
    }

    /// The asset that was chosen.
    pub fn asset(&self) -> Option<AssetId> {
        match self {
            Self::Text(text) => AssetId::parse(text),
            _ => None,
        }
    }

    /// Applies it to a list of e-mail addresses and the one that is being typed, which may hold several.
    pub fn emails(self, entered: &mut Vec<String>, typing: &mut String) {
        match self {
            Self::Text(text) => {
                let complete = text.ends_with([',', ';', ' ']);
                *typing = text;
                if complete {
                    take(entered, typing);
                }
            }
            Self::Take => take(entered, typing),
            Self::Drop(address) => entered.retain(|known| *known != address),
            Self::Press => {}
        }
    }
}

fn take(entered: &mut Vec<String>, typing: &mut String) {
    for address in super::split_emails(typing) {
        if !entered.iter().any(|known| known.eq_ignore_ascii_case(address)) {
            entered.push(address.to_owned());
        }
    }
    typing.clear();
}
