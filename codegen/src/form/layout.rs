//! A strip onto lines: where it's too long for one, and what of it is broken first.

use super::strip::{Kind, Shape, Strip};

/// The longest line.
pub(super) const WIDTH: usize = 120;

/// How far what stands in something is moved to the right.
pub(super) const INDENT: usize = 4;

/// The text of a file that is being written.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) text: String,
    /// Where the line begins that is being written.
    start: usize,
}

/// What of an element can be broken, not counting what its groups hold.
#[derive(Default)]
pub(super) struct Parts {
    /// The first `=` or `=>`.
    assigned: Option<usize>,
    /// A function's parameters.
    parameters: Option<usize>,
    /// The last group that isn't empty, of generics only where there is no other.
    group: Option<usize>,
    /// The dots of the methods that are called.
    first_call: Option<usize>,
    last_call: Option<usize>,
    pub(super) calls: usize,
    /// The last group.
    last: Option<usize>,
}

impl Lines {
    /// Begins a line.
    pub(super) fn line(&mut self, indent: usize) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.start = self.text.len();
        for _ in 0..indent / INDENT {
            self.text.push_str("    ");
        }
    }

    pub(super) fn fits(&self, width: usize) -> bool {
        self.text.len() - self.start + width <= WIDTH
    }

    pub(super) fn flat(&mut self, strip: &Strip, first: usize, last: usize) {
        self.text.push_str(strip.between(first, last));
    }

    /// Writes what stands between two marks: one element, which so much follows on the last line.
    pub(super) fn element(&mut self, strip: &Strip, first: usize, last: usize, indent: usize, tail: usize) {
        if self.fits(strip.width(first, last) + tail) {
            return self.flat(strip, first, last);
        }
        let first = self.lead(strip, first, last, indent);
        if self.fits(strip.width(first, last) + tail) {
            return self.flat(strip, first, last);
        }
        let parts = Parts::new(strip, first, last);
        match (parts.assigned, parts.chain(strip, last)) {
            (Some(mark), _) => self.assigned(strip, (first, mark, last), indent, tail),
            (None, Some(call)) => self.chain(strip, (first, call, last), &parts, indent, tail),
            (None, None) => self.groups(strip, (first, last), &parts, indent, tail),
        }
    }

    /// Writes the documentation and attributes that an element begins with, each on a line; says what they end with.
    fn lead(&mut self, strip: &Strip, first: usize, last: usize, indent: usize) -> usize {
        let mut first = first;
        loop {
            let (start, next) = (strip.start(first), &strip.marks[first + 1]);
            let end = match next.kind {
                Kind::Doc if next.at <= start => first + 1,
                // Behind its `#`, or `#!`.
                Kind::Open(_) if next.at <= start + 2 && strip.marks[next.peer + 1].kind == Kind::Attribute => {
                    next.peer + 2
                }
                _ => return first,
            };
            if end >= last {
                return first;
            }
            if next.kind == Kind::Doc {
                self.text.push_str(strip.text.get(next.at..next.next).unwrap_or_default());
            } else {
                self.element(strip, first, end - 1, indent, 0);
            }
            self.line(indent);
            first = end;
        }
    }

    /// Writes a place and its value, or a pattern and what it leads to.
    fn assigned(&mut self, strip: &Strip, (first, mark, last): (usize, usize, usize), indent: usize, tail: usize) {
        self.element(strip, first, mark, indent, 2);
        let mark_text = strip.text.get(strip.marks[mark].at..strip.marks[mark].next).unwrap_or_default();
        if self.text.ends_with(|letter: char| letter != ' ') {
            self.text.push(' ');
        }
        self.text.push_str(mark_text);
        let width = strip.width(mark, last) + tail;
        let is_below = !self.fits(width + 1) && indent + INDENT + width <= WIDTH;
        if is_below {
            self.line(indent + INDENT);
        } else {
            self.text.push(' ');
        }
        self.element(strip, mark, last, indent, tail);
    }

    /// Writes a value whose methods are called.
    fn chain(
        &mut self,
        strip: &Strip,
        (first, call, last): (usize, usize, usize),
        parts: &Parts,
        indent: usize,
        tail: usize,
    ) {
        let is_flat = self.fits(strip.width(first, call));
        if is_flat {
            // The last call's arguments may be lines of their own where all before them is on this one.
            if let (Some(last_call), Some(group)) = (parts.last_call, parts.group)
                && group > last_call
                && self.fits(strip.width(first, group) + 1)
                && indent + INDENT + strip.span(last_call, last) + tail > WIDTH
            {
                return self.groups(strip, (first, last), parts, indent, tail);
            }
            self.flat(strip, first, call);
        } else {
            self.element(strip, first, call, indent, 0);
            if self.fits(strip.span(call, last) + tail) {
                let rest = strip.text.get(strip.marks[call].at..strip.marks[last].at).unwrap_or_default();
                return self.text.push_str(rest);
            }
        }
        // Below what ends on a line of its own, the calls are no further to the right.
        let indent = if is_flat { indent + INDENT } else { indent };
        let fits = indent + strip.span(call, last) + tail <= WIDTH;
        let mut call = call;
        self.line(indent);
        while let Some(next) = Some(strip.next_call(call, last)).filter(|next| *next < last && !fits) {
            self.text.push('.');
            self.element(strip, call, next, indent, 0);
            self.line(indent);
            call = next;
        }
        self.text.push('.');
        self.element(strip, call, last, indent, tail);
    }

    /// Writes an element of which groups are broken: the one that is meant to be, and those that have no room.
    fn groups(&mut self, strip: &Strip, (first, last): (usize, usize), parts: &Parts, indent: usize, tail: usize) {
        let broken = parts.parameters.or(parts.group);
        // Braces have their place at the end of the line.
        let end = parts.last.filter(|end| strip.marks[*end].kind == Kind::Open(Shape::Lines));
        let (end, ends) = end.map_or((last, tail), |end| (end, 1));
        let mut start = strip.start(first);
        let mut place = first + 1;
        while place < last {
            let open = strip.marks[place];
            if !matches!(open.kind, Kind::Open(_)) {
                place += 1;
                continue;
            }
            self.text.push_str(strip.text.get(start..open.at).unwrap_or_default());
            if self.fits(strip.span(place, last) + tail) {
                start = open.at;
                break;
            }
            let next = (open.peer + 1..last).find(|next| matches!(strip.marks[*next].kind, Kind::Open(_)));
            let (stop, stops) = next.map_or((last, tail), |next| (next, 1));
            let is_broken = Some(place) == broken && !(place < end && self.fits(strip.span(place, end) + ends));
            if is_broken || !self.fits(strip.span(place, stop) + stops) {
                let behind = if stop == last { strip.span(open.peer, last).saturating_sub(1) + tail } else { 0 };
                self.group(strip, place, indent, behind);
            } else {
                let closed = strip.marks[open.peer].next;
                self.text.push_str(strip.text.get(open.at..closed).unwrap_or_default());
            }
            start = strip.marks[open.peer].next;
            place = open.peer + 1;
        }
        self.text.push_str(strip.text.get(start..strip.marks[last].at).unwrap_or_default());
    }
}

impl Parts {
    pub(super) fn new(strip: &Strip, first: usize, last: usize) -> Self {
        let mut parts = Self::default();
        let mut place = first + 1;
        while place < last {
            let mark = &strip.marks[place];
            match mark.kind {
                Kind::Equals | Kind::Arrow => {
                    parts.assigned = parts.assigned.or(Some(place));
                }
                Kind::Open(shape) => {
                    let is_empty = strip.width(place, mark.peer) == 0;
                    if shape == Shape::Parameters && !is_empty {
                        parts.parameters = parts.parameters.or(Some(place));
                    }
                    let is_better = shape != Shape::Angle
                        || parts.group.is_none_or(|group| strip.marks[group].kind == Kind::Open(Shape::Angle));
                    if !is_empty && is_better {
                        parts.group = Some(place);
                    }
                    parts.last = Some(place);
                    place = mark.peer;
                }
                Kind::Dot if strip.is_call(place, last) => {
                    parts.calls += 1;
                    parts.first_call = parts.first_call.or(Some(place));
                    parts.last_call = Some(place);
                }
                _ => {}
            }
            place += 1;
        }
        parts
    }

    /// The first dot of a chain of calls that the element ends with.
    fn chain(&self, strip: &Strip, last: usize) -> Option<usize> {
        let (call, end) = (self.first_call?, self.last?);
        let closed = strip.marks[end].peer;
        let behind = strip.text.get(strip.marks[closed].next..strip.marks[last].at)?;
        let ends = behind.trim_end().bytes().all(|byte| byte == b'?') && self.last_call? < end;
        // One method's call is no chain, unless there is nothing in its parentheses, or another call before it.
        let follows_call = strip.text.get(..strip.marks[call].at)?.ends_with([')', '?']);
        let is_chain = self.calls > 1 || follows_call || self.group.is_none_or(|group| group < call);
        (ends && is_chain).then_some(call)
    }
}

impl Strip {
    /// Whether a dot is a method call's.
    fn is_call(&self, dot: usize, last: usize) -> bool {
        let opens = |place: usize, angle: bool| {
            place < last && matches!(self.marks[place].kind, Kind::Open(shape) if (shape == Shape::Angle) == angle)
        };
        let next = &self.marks[dot + 1];
        let is_name = |from: usize, to: usize| {
            let name = self.text.as_bytes().get(from..to).unwrap_or_default();
            name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_#:".contains(byte) || !byte.is_ascii())
        };
        if opens(dot + 1, true) {
            let closed = next.peer + 1;
            return opens(closed, false) && self.marks[closed].at == self.marks[next.peer].next;
        }
        opens(dot + 1, false) && is_name(self.marks[dot].next, next.at)
    }

    /// The dot of the next call.
    fn next_call(&self, call: usize, last: usize) -> usize {
        let mut place = call + 1;
        while place < last {
            match self.marks[place].kind {
                Kind::Open(_) => place = self.marks[place].peer,
                Kind::Dot if self.is_call(place, last) => return place,
                _ => {}
            }
            place += 1;
        }
        last
    }
}
