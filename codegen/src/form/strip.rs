//! An element (an item, a statement, what stands between two commas) on one endless line, and the places where the line may
//! be broken. Knows how wide everything is; decides nothing.

/// Wider than any line: something that always takes lines of its own.
const ENDLESS: usize = 1 << 8;

/// The line and its marks. The first and the last mark are its ends.
#[derive(Debug, Default)]
pub(super) struct Strip {
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
    /// How much wider than its text the line counts.
    extra: usize,
}

/// A place on the line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) kind: Kind,
    /// Where what is marked begins in the text.
    pub(super) at: usize,
    /// Where it ends.
    pub(super) next: usize,
    /// Where it begins in columns.
    column: usize,
    /// Where what follows it begins in columns.
    behind: usize,
    /// What closes this, or opens it: the number of a mark.
    pub(super) peer: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The beginning or end of the strip, or nothing any more.
    Nothing,
    Open(Shape),
    /// Whether a comma may stand before it.
    Close(Ending),
    Comma,
    Semicolon,
    /// An element ends here without a word.
    End,
    /// A line of documentation.
    Doc,
    /// The end of an attribute that has a line of its own.
    Attribute,
    /// The dot of a member or method.
    Dot,
    /// `=`.
    Equals,
    /// `=>`.
    Arrow,
}

/// How a delimited group is laid out where it has no room on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A line for each element, room or not.
    Lines,
    /// All on a line below, or a line for each.
    List,
    /// The same, and the first that is broken: a function's parameters.
    Parameters,
    /// Generic parameters and arguments, which are broken last.
    Angle,
    /// A line for each, as a struct's members have.
    Members,
    /// As many on each line as there is room for.
    Filled,
    /// The same where all are short.
    Array,
}

/// Whether the last of several lines ends with a comma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Comma,
    Bare,
}

impl Strip {
    /// An empty strip in place of this one, with its memory.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.marks.clear();
        self.extra = 0;
        self.mark(Kind::Nothing);
    }

    /// Marks the end of the text.
    pub(super) fn mark(&mut self, kind: Kind) -> usize {
        let at = self.text.len();
        let column = at + self.extra;
        self.marks.push(Mark { kind, at, next: at, column, behind: column, peer: 0 });
        self.marks.len() - 1
    }

    /// Marks what is written.
    pub(super) fn write(&mut self, kind: Kind, text: &str) -> usize {
        let place = self.mark(kind);
        self.text.push_str(text);
        self.end(place);
        place
    }

    /// What a mark is about ends here.
    pub(super) fn end(&mut self, mark: usize) {
        let next = self.text.len();
        (self.marks[mark].next, self.marks[mark].behind) = (next, next + self.extra);
    }

    /// What was opened is closed.
    pub(super) fn pair(&mut self, opened: usize, closed: usize) {
        (self.marks[opened].peer, self.marks[closed].peer) = (closed, opened);
    }

    /// Nothing that has this place in it fits on a line.
    pub(super) fn widen(&mut self) {
        self.extra += ENDLESS;
    }

    /// Where the text behind a mark begins.
    pub(super) fn start(&self, mark: usize) -> usize {
        let next = self.marks[mark].next;
        next + usize::from(self.text.as_bytes().get(next) == Some(&b' '))
    }

    /// The text between two marks.
    pub(super) fn between(&self, first: usize, last: usize) -> &str {
        let (start, end) = (self.start(first), self.marks[last].at);
        self.text.get(start..end.max(start)).unwrap_or_default()
    }

    /// How wide the text between two marks is. In bytes: a line with other letters than ASCII's is broken early.
    pub(super) fn width(&self, first: usize, last: usize) -> usize {
        let space = self.start(first) - self.marks[first].next;
        self.marks[last].column.saturating_sub(self.marks[first].behind + space)
    }

    /// How wide the text is from where a mark begins.
    pub(super) fn span(&self, first: usize, last: usize) -> usize {
        self.marks[last].column.saturating_sub(self.marks[first].column)
    }

    /// The mark behind an element's end, in a group or strip that ends with that mark.
    pub(super) fn separator(&self, first: usize, end: usize) -> usize {
        let mut place = first + 1;
        while place < end {
            place = match self.marks[place].kind {
                Kind::Comma | Kind::Semicolon | Kind::End => return place,
                Kind::Open(_) => self.marks[place].peer + 1,
                _ => place + 1,
            };
        }
        end
    }
}
