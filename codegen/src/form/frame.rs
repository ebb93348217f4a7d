//! What is known while the tokens of one delimited group are read: what came before, and from that, what braces hold.
//! Knows Rust's grammar as far as generated code goes.

use super::strip::{Ending, Shape};

/// What a delimited group holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// Of a file, a module, an `impl`.
    Items,
    /// Statements.
    Block,
    /// The members of a struct, the variants of an enum.
    Fields,
    /// Of a `match`.
    Arms,
    /// A struct's value or pattern.
    Members,
    /// What `use` names in braces.
    Names,
    Parameters,
    /// Arguments, or the parts of a tuple: whether it's arguments.
    Parenthesized {
        is_call: bool,
    },
    /// The elements of an array or a slice, or an index.
    Bracketed {
        is_index: bool,
    },
    Attribute,
    /// A macro's, in parentheses or brackets.
    Macro,
    /// A macro's, in braces.
    MacroBlock,
}

impl Inside {
    pub(super) fn shape(self) -> Shape {
        match self {
            Self::Items | Self::Block | Self::Fields | Self::Arms | Self::MacroBlock => Shape::Lines,
            Self::Members => Shape::Members,
            Self::Parameters => Shape::Parameters,
            Self::Parenthesized { .. } => Shape::List,
            Self::Bracketed { .. } => Shape::Array,
            Self::Names | Self::Attribute | Self::Macro => Shape::Filled,
        }
    }

    /// Whether its elements are lines anyway.
    pub(super) fn is_lines(self) -> bool {
        self.shape() == Shape::Lines
    }
}

/// What the token before has to say about the space behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// The group or line begins.
    Nothing,
    /// A value, a type or a name.
    Operand,
    Keyword,
    /// What belongs to the token behind it: `&`, `::`, `#`.
    Tight,
    /// What a space follows.
    Spaced,
    /// A macro's `!`.
    Bang,
}

/// What an element began with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// Nothing yet that says more.
    Fresh,
    /// An item whose braces hold that, and end it.
    Item(Inside),
    /// What ends with a semicolon, whatever braces it has.
    Value,
    /// `if`, `match` and the like, which end with their braces.
    Flow,
    Other,
}

/// The state of one delimited group.
#[expect(clippy::struct_excessive_bools, reason = "they are independent facts about what was read")]
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) inside: Inside,
    /// Whether a macro or an attribute has this somewhere in it: what it means is not ours to say.
    pub(super) is_foreign: bool,
    pub(super) before: Before,
    pub(super) head: Head,
    /// What the next braces hold, after `match`, `if` and the like.
    flow: Option<Inside>,
    /// Whether a pattern is read, between `let` and `=`.
    is_pattern: bool,
    /// Whether a closure's parameters are read.
    pub(super) is_closure: bool,
    /// Whether `<` would open generics.
    pub(super) may_be_generic: bool,
    /// Whether a name comes that generics may follow.
    is_named: bool,
    /// How many generics are open.
    pub(super) generics: usize,
    /// Whether the element has no token yet.
    pub(super) is_empty: bool,
    /// Whether no comma may follow the element: it's a `..`, or the length of an array.
    pub(super) is_last: bool,
    /// How many elements ended with a comma.
    pub(super) commas: usize,
    /// Whether the element is a function whose parameters are still to come.
    pub(super) awaits_parameters: bool,
    /// Whether the element is a macro's invocation, or another name for something.
    pub(super) parts: bool,
    pub(super) is_module: bool,
    /// Whether the word before was `const`.
    is_const: bool,
}

impl Frame {
    pub(super) fn new(inside: Inside, is_foreign: bool) -> Self {
        Self {
            inside,
            is_foreign: is_foreign || matches!(inside, Inside::Attribute | Inside::Macro | Inside::MacroBlock),
            before: Before::Nothing,
            head: Head::Fresh,
            flow: None,
            is_pattern: false,
            is_closure: false,
            may_be_generic: false,
            is_named: false,
            generics: 0,
            is_empty: true,
            is_last: false,
            commas: 0,
            awaits_parameters: false,
            parts: false,
            is_module: false,
            is_const: false,
        }
    }

    /// The next element begins.
    pub(super) fn next(&mut self, before: Before) {
        *self = Self { before, commas: self.commas, ..Self::new(self.inside, self.is_foreign) };
    }

    /// A word was read.
    pub(super) fn word(&mut self, word: &str) {
        if is_keyword(word) {
            return self.keyword(word);
        }
        let after_path = self.before == Before::Tight && self.may_be_generic;
        self.may_be_generic = after_path || self.is_named || word.starts_with(|first: char| first.is_ascii_uppercase());
        (self.is_named, self.is_const) = (false, false);
        self.before = Before::Operand;
        if self.head == Head::Fresh && self.may_begin_item() {
            self.head = match word {
                "default" => Head::Fresh,
                "macro_rules" => Head::Item(Inside::MacroBlock),
                _ => Head::Other,
            };
        }
    }

    fn keyword(&mut self, word: &str) {
        let after_const = std::mem::take(&mut self.is_const);
        self.may_be_generic = matches!(word, "impl" | "for");
        self.is_named = matches!(word, "fn" | "struct" | "enum" | "trait" | "type");
        self.before = Before::Keyword;
        let flow = match word {
            "match" => Some(Inside::Arms),
            "if" | "while" | "for" | "loop" => Some(Inside::Block),
            _ => None,
        };
        if (self.head == Head::Fresh || after_const && word == "fn") && self.may_begin_item() {
            self.head = match word {
                "pub" | "unsafe" | "async" | "extern" | "move" => Head::Fresh,
                "const" => {
                    self.is_const = true;
                    Head::Value
                }
                "static" | "let" => Head::Value,
                "type" | "use" => {
                    self.parts = true;
                    Head::Value
                }
                "fn" => {
                    self.awaits_parameters = true;
                    Head::Item(Inside::Block)
                }
                "struct" | "enum" => Head::Item(Inside::Fields),
                "mod" | "impl" | "trait" => {
                    self.is_module = word == "mod";
                    Head::Item(Inside::Items)
                }
                _ if flow.is_some() => Head::Flow,
                _ => Head::Other,
            };
        }
        if flow.is_some() && !matches!(self.head, Head::Item(_)) {
            self.flow = flow;
        }
        self.is_pattern |= word == "let" && self.flow.is_some();
    }

    /// Whether an item or a statement may stand here.
    fn may_begin_item(&self) -> bool {
        self.inside.is_lines() && self.inside != Inside::Fields
    }

    /// A value was read, or what stands for one.
    pub(super) fn operand(&mut self) {
        (self.before, self.may_be_generic, self.is_empty) = (Before::Operand, false, false);
    }

    /// A mark or a literal was read that no item begins with.
    pub(super) fn is_no_item(&mut self) {
        if self.head == Head::Fresh {
            self.head = Head::Other;
        }
    }

    /// Whether `=` parts a place from its value.
    pub(super) fn assigns(&mut self) -> bool {
        let is_pattern = std::mem::take(&mut self.is_pattern);
        !is_pattern && self.flow.is_none() && self.generics == 0 && !self.is_closure && !self.is_foreign
    }

    /// The value of an arm begins.
    pub(super) fn arm(&mut self) {
        (self.flow, self.head) = (None, Head::Fresh);
        (self.before, self.may_be_generic, self.is_empty) = (Before::Spaced, false, false);
    }

    /// What braces hold that stand here, behind such a byte.
    pub(super) fn braces(&mut self, last: u8) -> Inside {
        match (self.before, self.head) {
            (Before::Bang, _) => Inside::MacroBlock,
            (Before::Tight, _) if last == b':' => Inside::Names,
            (_, Head::Item(inside)) if self.generics == 0 => inside,
            _ if self.generics > 0 => Inside::Block,
            _ if self.flow.is_some() && !self.is_pattern => self.flow.take().unwrap_or(Inside::Block),
            (Before::Operand, _) if !b")]\"}".contains(&last) => Inside::Members,
            _ => Inside::Block,
        }
    }

    /// Whether the last element may have a comma behind it that isn't there.
    pub(super) fn ending(&self) -> Ending {
        let is_list = match self.inside {
            Inside::Fields | Inside::Members | Inside::Arms | Inside::Names | Inside::Parameters => true,
            Inside::Parenthesized { is_call } => is_call || self.commas > 0,
            // A slice type is one element, and no list.
            Inside::Bracketed { is_index } => !is_index && self.commas > 0,
            _ => false,
        };
        if is_list && !self.is_foreign && !self.is_last && !self.is_empty { Ending::Comma } else { Ending::Bare }
    }

    /// Whether braces that hold this end the element, unless a mark goes on with it.
    pub(super) fn ends_with(&self, inside: Inside) -> bool {
        if self.generics > 0 {
            return false;
        }
        match self.inside {
            Inside::Items | Inside::MacroBlock => self.head != Head::Value,
            Inside::Block | Inside::Arms => match self.head {
                Head::Item(_) => true,
                Head::Fresh | Head::Flow => matches!(inside, Inside::Block | Inside::Arms),
                Head::Other => inside == Inside::MacroBlock && self.parts,
                Head::Value => false,
            },
            _ => false,
        }
    }
}

/// Words that are no names. `self`, `Self`, `super` and `crate` stand where names do.
fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "as" | "async"
            | "break"
            | "const"
            | "continue"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "fn"
            | "for"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "pub"
            | "ref"
            | "return"
            | "static"
            | "struct"
            | "trait"
            | "type"
            | "unsafe"
            | "use"
            | "where"
            | "while"
    )
}
