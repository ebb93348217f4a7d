//! The headers that the program sets, kept as it said them until a request is made of them.
//!
//! An attempt gives its header map away for good. The values of each attempt's map share the memory of one text, so that
//! setting a header allocates nothing of its own, and another attempt needs no map kept for it.

use std::fmt;
use std::ops::Range;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, header};

use crate::Error;
use crate::header::chosen;

/// Headers in the order in which they were set, unchecked.
#[derive(Clone, Default)]
pub(super) struct Said {
    /// For each the lengths of name and value, then both.
    text: Vec<u8>,
    /// The same, once an attempt was made of it.
    shared: Bytes,
    count: usize,
}

/// Room for the headers of most requests, in bytes; growing costs more than the room.
const USUAL_TEXT: usize = 256;

/// Headers that have one value: setting them again replaces it.
static SINGLE: [HeaderName; 4] = [header::CONTENT_TYPE, header::AUTHORIZATION, header::ACCEPT, header::USER_AGENT];

impl Said {
    pub(super) fn push(&mut self, name: &str, value: &str) {
        self.text.reserve(if self.count == 0 { USUAL_TEXT } else { 0 });
        for part in [&name.len().to_ne_bytes(), &value.len().to_ne_bytes(), name.as_bytes(), value.as_bytes()] {
            self.text.extend_from_slice(part);
        }
        self.count += 1;
    }

    /// The headers, checked, in a map with room for `more`.
    pub(super) fn map(&mut self, more: usize) -> Result<HeaderMap, Error> {
        if !self.text.is_empty() {
            self.shared = Bytes::from(std::mem::take(&mut self.text));
        }
        let mut map = HeaderMap::with_capacity(self.count + more);
        for (name, value) in places(&self.shared) {
            let (name, value) = chosen(&self.shared[name], self.shared.slice(value))?;
            if SINGLE.contains(&name) {
                map.insert(name, value);
            } else {
                map.append(name, value);
            }
        }
        Ok(map)
    }
}

/// Where each name and its value stand.
fn places(text: &[u8]) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let mut end = 0;
    std::iter::from_fn(move || {
        let (name_length, rest) = text[end..].split_first_chunk()?;
        let value_length = rest.first_chunk()?;
        let start = end + size_of_val(name_length) + size_of_val(value_length);
        let middle = start + usize::from_ne_bytes(*name_length);
        end = middle + usize::from_ne_bytes(*value_length);
        Some((start..middle, middle..end))
    })
}

impl fmt::Debug for Said {
    /// Headers may hold secrets and are not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Said({} headers)", self.count)
    }
}
