//! YAML text → [`Value`] with places, by `saphyr-parser`'s events, with our limits.
//!
//! Scalars are read by YAML 1.2's core schema; aliases are copied (and count as often as they are used), merge keys are
//! followed, and `CloudFormation`'s short tags (`!Ref x`) become what they stand for (`{"Ref": x}`).

mod scalar;

use std::collections::{BTreeMap, HashMap};

use saphyr_parser::{Event, Parser, Tag};
use serde_json::{Map, Value};

use super::positions::Place;
use super::{MAX_DEPTH, MAX_VALUES, Span, join};
use scalar::scalar;

/// What a text holds.
pub(super) struct Read {
    pub(super) value: Value,
    pub(super) places: HashMap<String, Place>,
    /// The names of members that occur again in their object, by pointer.
    pub(super) duplicates: BTreeMap<String, Span>,
}

/// Why a text is not YAML that we read.
pub(super) struct Mistake {
    pub(super) offset: usize,
    pub(super) message: String,
    pub(super) hint: Option<&'static str>,
}

pub(super) fn parse(text: &str) -> Result<Read, Mistake> {
    let mut reader = Reader { offsets: Offsets::of(text), ..Reader::default() };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| Mistake {
            offset: reader.offsets.byte(error.marker().index()),
            message: match error.info() {
                // The parser looks ahead, and has a limit of its own.
                "recursion limit exceeded" => too_deep(),
                info => format!("this is not YAML: {info}"),
            },
            hint: (error.info() == "invalid indentation in quoted scalar")
                .then_some("the further lines of a text in quotes stand deeper than its key; many readers let it pass"),
        })?;
        let span = Span { start: reader.offsets.byte(span.start.index()), end: reader.offsets.byte(span.end.index()) };
        reader.event(event, span)?;
    }
    let value = reader.root.unwrap_or(Value::Null);
    if depth(&value) > MAX_DEPTH {
        let message = format!("values are nested deeper than {MAX_DEPTH}, with aliases followed");
        return Err(mistake(Span { start: 0, end: 0 }, message));
    }
    Ok(Read { value, places: reader.entries.into_iter().collect(), duplicates: reader.duplicates })
}

fn too_deep() -> String {
    format!("values are nested deeper than {MAX_DEPTH}")
}

/// Characters to bytes.
#[derive(Default)]
struct Offsets {
    /// The byte of every character, unless all are one byte long.
    wide: Option<Vec<usize>>,
    length: usize,
}

impl Offsets {
    fn of(text: &str) -> Self {
        let wide = (!text.is_ascii()).then(|| text.char_indices().map(|(byte, _)| byte).collect());
        Self { wide, length: text.len() }
    }

    fn byte(&self, character: usize) -> usize {
        match &self.wide {
            Some(bytes) => bytes.get(character).copied().unwrap_or(self.length),
            None => character.min(self.length),
        }
    }
}

/// An object or array that is still open.
struct Open {
    node: Node,
    pointer: String,
    entry: usize,
    anchor: usize,
    tag: Option<String>,
}

enum Node {
    /// With the name that waits for its value.
    Object(Map<String, Value>, Option<(String, Span)>),
    Array(Vec<Value>),
}

#[derive(Default)]
struct Reader {
    offsets: Offsets,
    open: Vec<Open>,
    root: Option<Value>,
    entries: Vec<(String, Place)>,
    duplicates: BTreeMap<String, Span>,
    /// The values of anchors, with how many values each holds.
    anchors: BTreeMap<usize, (Value, usize)>,
    documents: usize,
    values: usize,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Mistake> {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(mistake(span, "a second document begins here: one file holds one"));
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let tag = tag.as_deref();
                if self.awaits_name() {
                    self.name(text.into_owned(), span);
                    return Ok(());
                }
                self.count(1, span)?;
                self.enter(span);
                let value = tagged(scalar(&text, style, tag), short_tag(tag));
                self.finish(value, anchor);
            }
            Event::MappingStart(anchor, tag) => {
                self.start(Node::Object(Map::new(), None), anchor, tag.as_deref(), span)?;
            }
            Event::SequenceStart(anchor, tag) => self.start(Node::Array(Vec::new()), anchor, tag.as_deref(), span)?,
            Event::MappingEnd | Event::SequenceEnd => self.end(span),
            Event::Alias(anchor) => {
                let Some((value, size)) = self.anchors.get(&anchor).cloned() else {
                    return Err(mistake(span, "the alias stands inside of what it refers to"));
                };
                if self.awaits_name() {
                    self.name(value.as_str().map_or_else(|| value.to_string(), str::to_owned), span);
                    return Ok(());
                }
                self.count(size, span)?;
                self.enter(span);
                self.finish(value, 0);
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn count(&mut self, values: usize, span: Span) -> Result<(), Mistake> {
        self.values += values;
        if self.values > MAX_VALUES {
            return Err(mistake(span, format!("the document holds more than {MAX_VALUES} values")));
        }
        Ok(())
    }

    fn awaits_name(&self) -> bool {
        matches!(self.open.last(), Some(Open { node: Node::Object(_, None), .. }))
    }

    fn name(&mut self, name: String, span: Span) {
        let Some(Open { node: Node::Object(members, waiting), pointer, .. }) = self.open.last_mut() else { return };
        if members.contains_key(&name) {
            self.duplicates.insert(join(pointer, &name), span);
        }
        *waiting = Some((name, span));
    }

    /// Takes down where a value begins.
    fn enter(&mut self, span: Span) {
        let (pointer, key) = match self.open.last() {
            None => (String::new(), None),
            Some(Open { node: Node::Array(elements), pointer, .. }) => {
                (join(pointer, &elements.len().to_string()), None)
            }
            Some(Open { node: Node::Object(_, waiting), pointer, .. }) => match waiting {
                Some((name, key)) => (join(pointer, name), Some(*key)),
                None => (pointer.clone(), None),
            },
        };
        self.entries.push((pointer, Place { key, value: span }));
    }

    fn start(&mut self, node: Node, anchor: usize, tag: Option<&Tag>, span: Span) -> Result<(), Mistake> {
        if self.awaits_name() {
            return Err(mistake(span, "a member's name is a string, not an object or an array"));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(mistake(span, too_deep()));
        }
        self.count(1, span)?;
        self.enter(span);
        let entry = self.entries.len() - 1;
        let pointer = self.entries[entry].0.clone();
        self.open.push(Open { node, pointer, entry, anchor, tag: short_tag(tag) });
        Ok(())
    }

    fn end(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        let place = &mut self.entries[open.entry].1.value;
        place.end = span.end.max(place.start);
        let value = match open.node {
            Node::Array(elements) => Value::Array(elements),
            Node::Object(members, _) => Value::Object(merged(members)),
        };
        self.finish(tagged(value, open.tag), open.anchor);
    }

    /// Puts a value where it belongs.
    fn finish(&mut self, value: Value, anchor: usize) {
        if anchor != 0 {
            let size = size(&value);
            self.anchors.insert(anchor, (value.clone(), size));
        }
        match self.open.last_mut().map(|open| &mut open.node) {
            None => self.root = Some(value),
            Some(Node::Array(elements)) => elements.push(value),
            Some(Node::Object(members, waiting)) => {
                if let Some((name, _)) = waiting.take() {
                    members.insert(name, value);
                }
            }
        }
    }
}

/// How deeply arrays and objects nest: aliases may nest them deeper than the text does.
fn depth(root: &Value) -> usize {
    let (mut deepest, mut open) = (0_usize, vec![(root, 1)]);
    while let Some((value, depth)) = open.pop() {
        match value {
            Value::Array(elements) => open.extend(elements.iter().map(|element| (element, depth + 1))),
            Value::Object(members) => open.extend(members.values().map(|member| (member, depth + 1))),
            _ => continue,
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn size(value: &Value) -> usize {
    match value {
        Value::Array(elements) => 1 + elements.iter().map(size).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

/// Follows merge keys: `<<` brings in the members that the object does not have itself.
fn merged(mut members: Map<String, Value>) -> Map<String, Value> {
    match members.get("<<") {
        Some(Value::Object(_) | Value::Array(_)) => {}
        _ => return members,
    }
    let brought = match members.remove("<<") {
        Some(Value::Array(objects)) => objects,
        Some(object) => vec![object],
        None => Vec::new(),
    };
    for object in brought {
        let Value::Object(object) = object else { continue };
        for (name, value) in object {
            members.entry(name).or_insert(value);
        }
    }
    members
}

fn short_tag(tag: Option<&Tag>) -> Option<String> {
    tag.filter(|tag| tag.handle == "!" && !tag.suffix.is_empty()).map(|tag| match tag.suffix.as_str() {
        "Ref" | "Condition" => tag.suffix.clone(),
        function => format!("Fn::{function}"),
    })
}

fn tagged(value: Value, tag: Option<String>) -> Value {
    match tag {
        Some(tag) => Value::Object(Map::from_iter([(tag, value)])),
        None => value,
    }
}

fn mistake(span: Span, message: impl Into<String>) -> Mistake {
    Mistake { offset: span.start, message: message.into(), hint: None }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use serde_json::json;

    use super::super::Source;

    #[track_caller]
    fn check(text: &str, expected: &serde_json::Value) {
        assert_eq!(Source::yaml("a.yaml", text).unwrap().value(), expected);
    }

    #[test]
    fn scalars_are_those_of_the_core_schema() {
        check("[1, -2, 0x10, 1.5, 1e3, .5]", &json!([1, -2, 16, 1.5, 1000.0, 0.5]));
        check(
            "[yes, on, 1.0.0, 2016-01-01, '1', \"true\", 10.0.0.1]",
            &json!(["yes", "on", "1.0.0", "2016-01-01", "1", "true", "10.0.0.1"]),
        );
        check("[~, null, true, FALSE]", &json!([null, null, true, false]));
        check("200:\n  a: |\n    x\n    y\n", &json!({"200": {"a": "x\ny\n"}}));
        check(
            "{a: !Ref B, c: !Sub '${x}', d: !GetAtt [a, b]}",
            &json!({"a": {"Ref": "B"}, "c": {"Fn::Sub": "${x}"}, "d": {"Fn::GetAtt": ["a", "b"]}}),
        );
    }

    #[test]
    fn aliases_and_merge_keys_are_followed() {
        check(
            "a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  b: 3\ne: *x",
            &json!({"a": {"b": 1, "c": 2}, "d": {"b": 3, "c": 2}, "e": {"b": 1, "c": 2}}),
        );
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..9 {
            let inner = format!("*a{}, ", level - 1).repeat(10);
            writeln!(bomb, "a{level}: &a{level} [{inner}]").unwrap();
        }
        assert!(Source::yaml("a.yaml", bomb).is_err());
    }

    #[test]
    fn places_are_those_of_names_and_values() {
        let text = "é: 1\nb:\n  - c: x\n    d: [1, 2]\n";
        let source = Source::yaml("a.yaml", text).unwrap();
        let written = |pointer| source.value_span(pointer).map(|span| &text[span.start..span.end]);
        assert_eq!(written("/b/0/c"), Some("x"));
        assert_eq!(written("/b/0/d"), Some("[1, 2]"));
        let key = source.key_span("/b/0/d").unwrap();
        assert_eq!(&text[key.start..key.end], "d");
    }

    #[test]
    fn mistakes_have_places() {
        for (text, line) in [
            ("a: [1", 1),
            ("a: 1\na: 2", 2),
            ("a: 1\n---\nb: 2", 2),
            ("a: 1\n b: 2", 2),
            ("? [a]\n: 1", 1),
            ("a: *b", 1),
        ] {
            let errors = Source::yaml("a.yaml", text).err().unwrap();
            let first = errors.iter().next().unwrap();
            assert!(first.line().is_some_and(|found| found >= line && found <= line + 1), "{text:?}: {first}");
        }
        assert!(Source::yaml("a.yaml", "[".repeat(100_000)).is_err());
    }
}
