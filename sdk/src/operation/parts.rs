//! The parts of a form with files, gathered from a type's members.

use serde::Serialize;

use super::style::{self, Style};
use crate::{Error, File, Multipart, Part};

/// A form while it is being gathered. The first mistake is kept, and `send` reports it before anything leaves.
///
/// Each method adds a part for each value: none where a member is absent, several of one name for a list.
#[derive(Default)]
#[must_use]
pub struct Parts {
    form: Multipart,
    mistake: Option<Error>,
}

impl Parts {
    /// A form without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Scalars as text, of this media type where one is said.
    pub fn text<'v, T: Serialize + ?Sized + 'v>(
        self,
        name: &str,
        media_type: Option<&str>,
        values: impl IntoIterator<Item = &'v T>,
    ) -> Self {
        values.into_iter().fold(self, |parts, value| match style::value(value) {
            Ok(value) => {
                let part = Part::text(name, &style::plain(&value));
                parts.add(media_type.into_iter().fold(part, Part::content_type))
            }
            Err(cause) => parts.fail(name, cause),
        })
    }

    /// A list as one text, its elements parted as the style says.
    pub fn list<'v, T: Serialize + ?Sized + 'v>(
        self,
        name: &str,
        style: Style,
        values: impl IntoIterator<Item = &'v T>,
    ) -> Self {
        let texts: Result<Vec<String>, _> =
            values.into_iter().map(|value| Ok(style::plain(&style::value(value)?).into_owned())).collect();
        match texts {
            Ok(texts) if texts.is_empty() => self,
            Ok(texts) => self.add(Part::text(name, &texts.join(style.delimiter()))),
            Err(cause) => self.fail(name, cause),
        }
    }

    /// Values as JSON.
    pub fn json<'v, T: Serialize + ?Sized + 'v>(
        self,
        name: &str,
        media_type: &str,
        values: impl IntoIterator<Item = &'v T>,
    ) -> Self {
        values.into_iter().fold(self, |parts, value| match serde_json::to_string(value) {
            Ok(text) => parts.add(Part::text(name, &text).content_type(media_type)),
            Err(cause) => parts.fail(name, cause),
        })
    }

    /// Files, of this media type where they don't say another, and called as the part is where they have no name: a part
    /// without one is a text to many servers (RFC 7578, section 4.2).
    pub fn files<'v>(self, name: &str, media_type: &str, files: impl IntoIterator<Item = &'v File>) -> Self {
        files.into_iter().fold(self, |parts, file| parts.add(Part::file(name, file.clone().or(name, media_type))))
    }

    pub(super) fn finish(self) -> Result<Multipart, Error> {
        self.mistake.map_or(Ok(self.form), Err)
    }

    fn add(self, part: Part) -> Self {
        Self { form: self.form.part(part), ..self }
    }

    fn fail(mut self, name: &str, cause: serde_json::Error) -> Self {
        let mistake = || Error::invalid_request(format!("the part `{name}` cannot be written")).with_source(cause);
        self.mistake.get_or_insert_with(mistake);
        self
    }
}

impl From<Multipart> for Parts {
    fn from(form: Multipart) -> Self {
        Self { form, mistake: None }
    }
}

impl From<&Multipart> for Parts {
    fn from(form: &Multipart) -> Self {
        form.clone().into()
    }
}
