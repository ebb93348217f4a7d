//! `multipart/form-data`, RFC 7578.

use crate::{Body, Error};

/// A form of several parts, files among them.
///
/// ```
/// use amplify_rest::{Multipart, Part};
///
/// let form = Multipart::new()
///     .part(Part::text("title", "A cat"))
///     .part(Part::bytes("photo", vec![0xFF, 0xD8]).file_name("cat.jpg").content_type("image/jpeg"));
/// # let _ = form;
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Multipart(Vec<Part>);

/// One part of a [`Multipart`] form.
#[derive(Clone, Debug)]
#[must_use]
pub struct Part {
    name: String,
    file: File,
}

/// Bytes that may know what they are called and of which media type they are.
///
/// ```
/// use amplify_rest::File;
///
/// let photo = File::new(vec![0xFF, 0xD8]).name("cat.jpg").content_type("image/jpeg");
/// # let _ = photo;
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct File {
    name: Option<String>,
    content_type: Option<String>,
    content: Body,
}

impl File {
    /// A file with this content.
    pub fn new(content: impl Into<Body>) -> Self {
        Self { name: None, content_type: None, content: content.into() }
    }

    /// What it is called. Default: as the part of the form that an operation sends it in, else nothing.
    pub fn name(self, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..self }
    }

    /// Its media type. Default: what the operation that it is sent by says, else `application/octet-stream`.
    pub fn content_type(self, content_type: impl Into<String>) -> Self {
        Self { content_type: Some(content_type.into()), ..self }
    }

    /// With this name and media type where it has none.
    pub(crate) fn or(self, name: &str, media_type: &str) -> Self {
        Self {
            name: self.name.or_else(|| Some(name.to_owned())),
            content_type: self.content_type.or_else(|| Some(media_type.to_owned())),
            content: self.content,
        }
    }

    /// Its media type, `otherwise` where it has none, and its content.
    pub(crate) fn into_content(self, otherwise: &str) -> (String, Body) {
        (self.content_type.unwrap_or_else(|| otherwise.to_owned()), self.content)
    }
}

impl From<Vec<u8>> for File {
    fn from(content: Vec<u8>) -> Self {
        Self::new(content)
    }
}

impl From<Body> for File {
    fn from(content: Body) -> Self {
        Self::new(content)
    }
}

impl Multipart {
    /// A form without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part at the end.
    pub fn part(mut self, part: Part) -> Self {
        self.0.push(part);
        self
    }

    /// The content type, which names the boundary, and the body.
    pub(super) fn encode(&self) -> Result<(String, Body), Error> {
        let boundary = self.boundary();
        let mut out = Vec::new();
        for part in &self.0 {
            out.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
            part.write(&mut out)?;
        }
        out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Ok((format!("multipart/form-data; boundary={boundary}"), out.into()))
    }

    /// A boundary that no part holds, found by trying: the same form always has the same.
    fn boundary(&self) -> String {
        let is_taken = |boundary: &str| {
            let boundary = boundary.as_bytes();
            self.0
                .iter()
                .any(|part| part.file.content.as_bytes().windows(boundary.len()).any(|window| window == boundary))
        };
        let mut number = 0_u64;
        loop {
            let boundary = format!("----amplify-rest-{number:016x}");
            if !is_taken(&boundary) {
                return boundary;
            }
            number += 1;
        }
    }
}

impl Part {
    /// A text field.
    pub fn text(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), file: File::new(text) }
    }

    /// Bytes, as they are. Default content type: `application/octet-stream`.
    pub fn bytes(name: &str, bytes: Vec<u8>) -> Self {
        Self::file(name, bytes)
    }

    /// A file. Default content type: `application/octet-stream`.
    pub fn file(name: &str, file: impl Into<File>) -> Self {
        let file = file.into();
        let content_type = file.content_type.clone().unwrap_or_else(|| "application/octet-stream".to_owned());
        Self { name: name.to_owned(), file: file.content_type(content_type) }
    }

    /// Makes it a file with this name. Default: none.
    pub fn file_name(self, name: &str) -> Self {
        Self { file: self.file.name(name), ..self }
    }

    /// Its content type. Default: none for text.
    pub fn content_type(self, content_type: &str) -> Self {
        Self { file: self.file.content_type(content_type), ..self }
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), Error> {
        out.extend_from_slice(format!("Content-Disposition: form-data; name=\"{}\"", quoted(&self.name)).as_bytes());
        if let Some(file_name) = &self.file.name {
            out.extend_from_slice(format!("; filename=\"{}\"", quoted(file_name)).as_bytes());
        }
        out.extend_from_slice(b"\r\n");
        if let Some(content_type) = &self.file.content_type {
            if content_type.chars().any(char::is_control) {
                return Err(Error::invalid_request("a part's content type holds a line break or control character"));
            }
            out.extend_from_slice(format!("Content-Type: {content_type}\r\n").as_bytes());
        }
        out.extend_from_slice(b"\r\n");
        out.extend_from_slice(self.file.content.as_bytes());
        out.extend_from_slice(b"\r\n");
        Ok(())
    }
}

/// As browsers escape names: <https://html.spec.whatwg.org/#multipart-form-data>
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_between_boundaries_that_none_of_them_holds() {
        let clash = "------amplify-rest-0000000000000000";
        let form =
            Multipart::new().part(Part::text("a\"\r\n", clash)).part(Part::bytes("b", vec![0, 255]).file_name("f"));
        let (content_type, body) = form.encode().unwrap();
        assert_eq!(content_type, "multipart/form-data; boundary=----amplify-rest-0000000000000001");
        let expected = format!(
            "------amplify-rest-0000000000000001\r\nContent-Disposition: form-data; name=\"a%22%0D%0A\"\r\n\r\n{clash}\r\n\
             ------amplify-rest-0000000000000001\r\nContent-Disposition: form-data; name=\"b\"; filename=\"f\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        assert!(body.as_bytes().starts_with(expected.as_bytes()));
        assert!(body.as_bytes().ends_with(b"\x00\xFF\r\n------amplify-rest-0000000000000001--\r\n"));
    }

    #[test]
    fn a_content_type_cannot_break_out_of_its_line() {
        let form = Multipart::new().part(Part::text("a", "b").content_type("text/plain\r\nX: y"));
        assert!(form.encode().unwrap_err().is_invalid_request());
    }
}
