//! Paths in API Gateway's notation: `{name}` stands for one segment or a part of one, `{name+}` for all that remain, at
//! least one. Which of several fits best is told by their [`Rank`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

/// A path with places.
#[derive(Clone, Debug)]
pub(crate) struct Template(Vec<Segment>);

#[derive(Clone, Debug)]
enum Segment {
    Text(String),
    /// Places with text between, before or after them.
    Mixed(Vec<Piece>),
    Place(String),
    Greedy(String),
}

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Place(String),
}

/// How specific a template is: of several that fit a path, the least is meant. Text goes before places, segment by segment,
/// and greedy places come last.
pub(crate) type Rank = Vec<u8>;

impl Template {
    pub(crate) fn new(path: &str) -> Self {
        Self(path.split('/').map(Segment::new).collect())
    }

    /// What stands in the places of a path, unescaped; `None` where the path doesn't fit.
    pub(crate) fn places(&self, path: &str) -> Option<BTreeMap<&str, String>> {
        let mut places = BTreeMap::new();
        let mut rest = Some(path);
        for template in &self.0 {
            let open = rest?;
            if let Segment::Greedy(name) = template {
                places.insert(name.as_str(), unescaped(open).into_owned());
                return (!open.trim_matches('/').is_empty()).then_some(places);
            }
            let (segment, after) = open.split_once('/').map_or((open, None), |(segment, after)| (segment, Some(after)));
            template.read(&unescaped(segment), &mut places)?;
            rest = after;
        }
        rest.is_none().then_some(places)
    }

    pub(crate) fn rank(&self) -> Rank {
        let rank = |segment: &Segment| match segment {
            Segment::Text(_) => 0,
            Segment::Mixed(_) => 1,
            Segment::Place(_) => 2,
            Segment::Greedy(_) => 3,
        };
        self.0.iter().map(rank).collect()
    }
}

impl Segment {
    fn new(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, place)) = rest.split_once('{') {
            let Some((name, after)) = place.split_once('}') else { break };
            if !before.is_empty() {
                pieces.push(Piece::Text(unescaped(before).into_owned()));
            }
            pieces.push(Piece::Place(name.to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(unescaped(rest).into_owned()));
        }
        match pieces.as_slice() {
            [] => Self::Text(String::new()),
            [Piece::Text(text)] => Self::Text(text.clone()),
            [Piece::Place(name)] => match name.strip_suffix('+') {
                Some(name) => Self::Greedy(name.to_owned()),
                None => Self::Place(name.clone()),
            },
            _ => Self::Mixed(pieces),
        }
    }

    fn read<'t>(&'t self, segment: &str, places: &mut BTreeMap<&'t str, String>) -> Option<()> {
        match self {
            Self::Text(text) => (text == segment).then_some(()),
            Self::Place(name) => {
                places.insert(name, segment.to_owned());
                (!segment.is_empty()).then_some(())
            }
            Self::Mixed(pieces) => mixed(pieces, segment, places),
            // Takes more than one segment, and so is read elsewhere.
            Self::Greedy(_) => None,
        }
    }
}

/// Each place ends where the text behind it first stands.
fn mixed<'t>(pieces: &'t [Piece], segment: &str, places: &mut BTreeMap<&'t str, String>) -> Option<()> {
    let mut rest = segment;
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(text) => rest = rest.strip_prefix(text.as_str())?,
            Piece::Place(name) => {
                let end = match pieces.get(index + 1) {
                    Some(Piece::Text(text)) => rest.find(text.as_str())?,
                    Some(Piece::Place(_)) => rest.chars().next()?.len_utf8(),
                    None => rest.len(),
                };
                places.insert(name, rest[..end].to_owned());
                rest = &rest[end..];
            }
        }
    }
    rest.is_empty().then_some(())
}

fn unescaped(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use super::Template;

    #[track_caller]
    fn check(template: &str, path: &str, expected: Option<&[(&str, &str)]>) {
        let template_of = Template::new(template);
        let places = template_of.places(path);
        let places: Option<Vec<(&str, &str)>> =
            places.as_ref().map(|places| places.iter().map(|(name, value)| (*name, value.as_str())).collect());
        assert_eq!(places.as_deref(), expected, "{template} on {path}");
    }

    #[test]
    fn places_are_filled() {
        check("/", "/", Some(&[]));
        check("/items", "/items", Some(&[]));
        check("/items", "/items/7", None);
        check("/items/{id}", "/items/a%20b", Some(&[("id", "a b")]));
        check("/items/{id}", "/items/", None);
        check("/items/{id}/parts", "/items/7/parts", Some(&[("id", "7")]));
        check("/{proxy+}", "/items/7/parts", Some(&[("proxy", "items/7/parts")]));
        check("/{proxy+}", "/", None);
        check("/items/{rest+}", "/items", None);
        check("/files/{name}.{kind}", "/files/a.tar.gz", Some(&[("kind", "tar.gz"), ("name", "a")]));
        check("/files/{name}.{kind}", "/files/a", None);
        check("/two%20words", "/two words", Some(&[]));
    }

    #[test]
    fn the_more_specific_ranks_before() {
        let sorted = ["/a/b/{c}", "/a/x-{b}/{c}", "/a/{b}/c", "/a/{b+}", "/{a}/b", "/{a+}"];
        let ranks = sorted.map(|path| Template::new(path).rank());
        assert!(ranks.is_sorted(), "{ranks:?}");
    }
}
