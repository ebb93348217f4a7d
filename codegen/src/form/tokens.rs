//! Tokens onto a strip: which stand close and which apart.
//!
//! Tokens move: none is kept once its text is written. What is written reads as the same tokens, but for commas before a
//! closing delimiter and for documentation, which becomes comments.

use std::fmt::{Display, Write};
use std::iter::Peekable;

use proc_macro2::{Delimiter, Ident, Literal, Punct, TokenStream, TokenTree, token_stream};

use super::frame::{Before, Frame, Head, Inside};
use super::operators::{Operator, glues};
use super::strip::{Ending, Kind, Strip};

pub(super) type Tokens = Peekable<token_stream::IntoIter>;

/// How an item ends.
pub(super) enum Step {
    /// With all of it written.
    Item,
    /// With braces that hold items, which are not written.
    Container { inner: TokenStream, is_module: bool },
    /// The tokens end.
    End,
}

/// Writes tokens.
pub(super) struct Walker {
    pub(super) strip: Strip,
    /// The last line of documentation.
    pub(super) line: String,
    /// What follows each `pub` that says no more.
    public: &'static str,
    /// The generics that are open: the numbers of their marks, and whether a comma may end them.
    pub(super) generics: Vec<(usize, Ending)>,
    /// Where the last number ends.
    number: usize,
}

impl Walker {
    pub(super) fn new(public: &'static str) -> Self {
        let public = public.strip_prefix("pub").unwrap_or_default();
        Self { strip: Strip::default(), line: String::new(), public, generics: Vec::new(), number: 0 }
    }

    /// Writes the next item; says whether something is parted from it by a line.
    pub(super) fn item(&mut self, tokens: &mut Tokens) -> (Step, bool) {
        self.strip.clear();
        self.number = 0;
        let mut frame = Frame::new(Inside::Items, false);
        let step = self.walk(tokens, &mut frame);
        self.unwind(&mut frame);
        self.strip.mark(Kind::Nothing);
        (step, frame.parts)
    }

    /// Writes a group's tokens, or one item's.
    pub(super) fn walk(&mut self, tokens: &mut Tokens, frame: &mut Frame) -> Step {
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(word) => self.word(&word, tokens, frame),
                TokenTree::Literal(literal) => self.literal(&literal, frame),
                TokenTree::Punct(mark) => {
                    if self.punctuation(&mark, tokens, frame) {
                        return Step::Item;
                    }
                }
                TokenTree::Group(group) => {
                    if let Some(step) = self.group(group, tokens, frame) {
                        return step;
                    }
                }
            }
        }
        Step::End
    }

    fn word(&mut self, word: &Ident, tokens: &mut Tokens, frame: &mut Frame) {
        self.part(frame);
        let start = self.put(word);
        let text = self.strip.text.get(start..).unwrap_or_default();
        frame.word(text);
        frame.is_empty = false;
        if text == "pub" && !is_group(tokens.peek(), Delimiter::Parenthesis) {
            self.strip.text.push_str(self.public);
        }
    }

    fn literal(&mut self, literal: &Literal, frame: &mut Frame) {
        self.part(frame);
        let start = self.put(literal);
        if self.strip.text.as_bytes().get(start).is_some_and(u8::is_ascii_digit) {
            self.number = self.strip.text.len();
        }
        if frame.before != Before::Keyword {
            frame.is_no_item();
        }
        frame.operand();
    }

    /// Writes marks; says whether they end an item.
    fn punctuation(&mut self, first: &Punct, tokens: &mut Tokens, frame: &mut Frame) -> bool {
        let operator = Operator::new(first, tokens, frame.generics > 0);
        let operator = operator.characters();
        let follows_operand = frame.before == Before::Operand;
        match operator {
            b"#" => return self.attribute(tokens, frame),
            b"," => {
                self.comma(tokens, frame);
                return false;
            }
            b";" => return self.semicolon(frame),
            b"'" => {
                self.part(frame);
                self.strip.text.push('\'');
                if let Some(TokenTree::Ident(_)) = tokens.peek()
                    && let Some(name) = tokens.next()
                {
                    self.put(&name);
                }
                frame.operand();
                // A type may follow.
                frame.before = Before::Keyword;
                return false;
            }
            b":" => self.operator(operator),
            b"." if follows_operand => {
                // `x.0.1` would have a float in it.
                let is_float =
                    self.strip.text.len() == self.number && !matches!(tokens.peek(), Some(TokenTree::Ident(_)));
                self.part_if(is_float || self.last() == b'.');
                self.strip.write(Kind::Dot, ".");
                frame.before = Before::Tight;
            }
            b"?" if follows_operand => self.strip.text.push('?'),
            b"::" => {
                self.part_if(!follows_operand && is_apart(frame));
                self.operator(operator);
                (frame.before, frame.may_be_generic, frame.is_empty) = (Before::Tight, true, false);
                return false;
            }
            b".." | b"..=" | b"..." => {
                frame.is_last |= frame.is_empty;
                self.part_if(!follows_operand && is_apart(frame));
                self.operator(operator);
                frame.before = Before::Tight;
            }
            b"!" if follows_operand && matches!(tokens.peek(), Some(TokenTree::Group(_) | TokenTree::Ident(_))) => {
                self.strip.text.push('!');
                frame.parts |= frame.inside.is_lines() && matches!(frame.head, Head::Other | Head::Item(_));
                frame.before = Before::Bang;
                return false;
            }
            b"|" if frame.is_closure => {
                self.operator(operator);
                (frame.before, frame.is_closure) = (Before::Spaced, false);
            }
            b"|" if !follows_operand => {
                self.part(frame);
                self.operator(operator);
                (frame.before, frame.is_closure) = (Before::Tight, true);
            }
            b"||" if !follows_operand => {
                self.part(frame);
                self.operator(operator);
                frame.before = Before::Spaced;
            }
            b"<" if frame.may_be_generic || !follows_operand => self.open_generics(frame),
            b">" if frame.generics > 0 => {
                self.close_generics(frame);
                frame.operand();
                return false;
            }
            b"&" | b"&&" | b"*" | b"-" | b"!" | b"?" | b"$" | b"~" | b"."
                if !follows_operand || matches!(operator, b"$" | b"~") =>
            {
                self.part(frame);
                self.operator(operator);
                frame.before = Before::Tight;
            }
            b"=>" if frame.generics == 0 => {
                self.part_if(frame.before != Before::Nothing);
                self.strip.write(Kind::Arrow, "=>");
                frame.arm();
                return false;
            }
            _ => self.infix(operator, frame),
        }
        if operator == b":" {
            frame.before = Before::Spaced;
        } else if operator != b"?" || !follows_operand {
            frame.is_no_item();
        }
        (frame.may_be_generic, frame.is_empty) = (false, false);
        false
    }

    /// Writes an operator between two operands.
    fn infix(&mut self, operator: &[u8], frame: &mut Frame) {
        self.part_if(!matches!(frame.before, Before::Nothing));
        match operator {
            b"=" if frame.assigns() => _ = self.strip.write(Kind::Equals, "="),
            _ => self.characters(operator),
        }
        frame.before = Before::Spaced;
    }

    fn comma(&mut self, tokens: &mut Tokens, frame: &mut Frame) {
        let closes = matches!(tokens.peek(), Some(TokenTree::Punct(mark)) if mark.as_char() == '>');
        let ends_generics = frame.generics > 0 && closes;
        let ends_group = tokens.peek().is_none();
        let is_tuple = frame.inside == (Inside::Parenthesized { is_call: false }) && frame.commas == 0;
        let is_list = !matches!(frame.inside, Inside::Items | Inside::Block);
        let is_element = !frame.is_empty && !b",<".contains(&self.last());
        if !frame.is_foreign && is_element && (ends_generics || ends_group && is_list && !is_tuple) {
            return;
        }
        let parts = if is_list { !(ends_group && is_tuple) } else { frame.generics > 0 };
        if !parts || frame.is_closure {
            self.strip.text.push(',');
            (frame.before, frame.may_be_generic, frame.is_empty) = (Before::Spaced, false, false);
            return;
        }
        self.strip.write(Kind::Comma, ",");
        if frame.generics > 0 {
            (frame.before, frame.may_be_generic) = (Before::Spaced, false);
            return;
        }
        frame.commas += 1;
        frame.next(Before::Spaced);
    }

    fn semicolon(&mut self, frame: &mut Frame) -> bool {
        self.unwind(frame);
        match frame.inside {
            Inside::Items => {
                self.strip.text.push(';');
                return true;
            }
            Inside::Block | Inside::Macro | Inside::MacroBlock => {
                self.strip.write(Kind::Semicolon, ";");
                frame.next(Before::Spaced);
            }
            _ => {
                frame.is_last = true;
                self.strip.text.push(';');
                (frame.before, frame.may_be_generic, frame.is_empty) = (Before::Spaced, false, false);
            }
        }
        false
    }

    /// Writes the space before what stands apart from other words.
    pub(super) fn part(&mut self, frame: &Frame) {
        self.part_if(is_apart(frame));
    }

    pub(super) fn part_if(&mut self, is_apart: bool) {
        if is_apart {
            self.strip.text.push(' ');
        }
    }

    /// Writes an operator: apart from another one where both would be a third.
    fn operator(&mut self, operator: &[u8]) {
        self.part_if(operator.first().is_some_and(|first| glues(self.last(), *first)));
        self.characters(operator);
    }

    fn characters(&mut self, operator: &[u8]) {
        self.strip.text.extend(operator.iter().copied().map(char::from));
    }

    /// Writes a word; says where it begins.
    fn put(&mut self, word: impl Display) -> usize {
        let start = self.strip.text.len();
        // Writing to a text cannot fail.
        _ = write!(self.strip.text, "{word}");
        start
    }

    /// The last byte that was written.
    pub(super) fn last(&self) -> u8 {
        self.strip.text.as_bytes().last().copied().unwrap_or(b' ')
    }
}

/// Whether a word that follows stands apart.
pub(super) fn is_apart(frame: &Frame) -> bool {
    !matches!(frame.before, Before::Nothing | Before::Tight)
}

pub(super) fn is_group(token: Option<&TokenTree>, delimiter: Delimiter) -> bool {
    matches!(token, Some(TokenTree::Group(group)) if group.delimiter() == delimiter)
}
