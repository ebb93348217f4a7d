//! Delimited groups that have no room on the line: a block's statements, a struct's members, a call's arguments.

use super::layout::{INDENT, Lines, Parts, WIDTH};
use super::strip::{Ending, Kind, Shape, Strip};

/// What is short enough to share a line with others.
const SHORT: usize = 40;

impl Lines {
    /// Writes a group on several lines, which so much follows on the last one.
    pub(super) fn group(&mut self, strip: &Strip, open: usize, indent: usize, tail: usize) {
        let close = strip.marks[open].peer;
        let Kind::Open(shape) = strip.marks[open].kind else { return };
        let (opening, closing) = (&strip.marks[open], &strip.marks[close]);
        self.text.push_str(strip.text.get(opening.at..opening.next).unwrap_or_default());
        if strip.width(open, close) > 0 {
            self.inside(strip, (open, close), shape, indent, tail);
        }
        self.text.push_str(strip.text.get(closing.at..closing.next).unwrap_or_default().trim_start());
    }

    fn inside(&mut self, strip: &Strip, (open, close): (usize, usize), shape: Shape, indent: usize, tail: usize) {
        let is_bare = strip.marks[close].kind == Kind::Close(Ending::Bare);
        let inner = indent + INDENT;
        let fits_below = inner + strip.width(open, close) + usize::from(!is_bare) <= WIDTH;
        let may_be_below = !matches!(shape, Shape::Lines | Shape::Members);
        if may_be_below && self.hugs(strip, (open, close), fits_below) {
            return self.element(strip, open, close, indent, tail + 1);
        }
        if may_be_below && !fits_below && self.hangs(strip, (open, close), indent, tail) {
            return;
        }
        if may_be_below && fits_below {
            self.line(inner);
            self.flat(strip, open, close);
            self.text.push_str(if is_bare { "" } else { "," });
        } else {
            let is_filled = shape == Shape::Filled || shape == Shape::Array && are_short(strip, open, close);
            self.each(strip, (open, close), inner, is_filled);
        }
        self.line(indent);
    }

    /// Writes elements: as many on a line as there is room for, or one.
    fn each(&mut self, strip: &Strip, (open, close): (usize, usize), indent: usize, is_filled: bool) {
        let mut first = open;
        while first < close {
            let last = strip.separator(first, close);
            let is_end = last == close;
            let separator = match strip.marks[last].kind {
                Kind::Comma | Kind::Close(Ending::Comma) => ",",
                Kind::Semicolon => ";",
                _ => "",
            };
            // What a comma that stays is before may be nothing.
            if !is_end || strip.width(first, last) > 0 {
                let is_beside = is_filled && first != open && self.fits(strip.width(first, last) + 2);
                if is_beside {
                    self.text.push(' ');
                } else {
                    self.line(indent);
                }
                self.element(strip, first, last, indent, separator.len());
                self.text.push_str(separator);
            }
            first = last;
        }
    }

    /// Whether the only element is broken itself, and its delimiters stand close: `Ok(Backend {`.
    fn hugs(&self, strip: &Strip, (open, close): (usize, usize), fits_below: bool) -> bool {
        let last = &strip.marks[close - 1];
        let is_only = strip.separator(open, close) == close;
        let ends_with_group = matches!(last.kind, Kind::Close(_)) && last.next == strip.marks[close].at;
        if fits_below || !is_only || !ends_with_group || last.peer <= open {
            return false;
        }
        let group = last.peer;
        let is_empty = strip.width(group, close - 1) == 0;
        let is_led = matches!(strip.marks[open + 1].kind, Kind::Doc);
        !is_empty && !is_led && self.fits(strip.width(open, group) + 1) && Parts::new(strip, open, close).calls <= 1
    }

    /// Writes elements of which only the last one is broken, if that is a closure or the like: `map(a, |b| {`.
    fn hangs(&mut self, strip: &Strip, (open, close): (usize, usize), indent: usize, tail: usize) -> bool {
        let last = &strip.marks[close - 1];
        let is_block = matches!(last.kind, Kind::Close(_)) && last.next == strip.marks[close].at && last.peer > open;
        let group = last.peer;
        if !is_block || strip.marks[group].kind != Kind::Open(Shape::Lines) || !self.fits(strip.width(open, group) + 1)
        {
            return false;
        }
        self.flat(strip, open, group);
        self.group(strip, group, indent, tail + 1);
        true
    }
}

/// Whether each of a group's elements is.
fn are_short(strip: &Strip, open: usize, close: usize) -> bool {
    let mut first = open;
    while first < close {
        let last = strip.separator(first, close);
        if strip.width(first, last) > SHORT {
            return false;
        }
        first = last;
    }
    true
}
