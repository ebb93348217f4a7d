//! Groups of tokens onto a strip, and with them the places where lines may end: attributes, delimiters, generics.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::docs::Attribute;
use super::frame::{Before, Frame, Inside};
use super::operators::glues;
use super::strip::{Ending, Kind, Shape};
use super::tokens::{Step, Tokens, Walker, is_apart, is_group};

impl Walker {
    /// Writes an attribute, or a `#` that is none.
    pub(super) fn attribute(&mut self, tokens: &mut Tokens, frame: &mut Frame) -> bool {
        let is_inner = matches!(tokens.peek(), Some(TokenTree::Punct(mark)) if mark.as_char() == '!');
        let bang = if is_inner { tokens.next() } else { None };
        let group = tokens.next_if(|token| is_group(Some(token), Delimiter::Bracket));
        let mark = if bang.is_some() { "#!" } else { "#" };
        let Some(TokenTree::Group(group)) = group else {
            self.part(frame);
            self.strip.text.push_str(mark);
            (frame.before, frame.is_empty) = (Before::Tight, false);
            return false;
        };
        // Whatever else stands on a comment's line is lost.
        let may_be_doc = frame.is_empty || matches!(frame.inside, Inside::Macro | Inside::MacroBlock);
        match Attribute::new(group, may_be_doc, &mut self.line) {
            Attribute::Doc => {
                if !frame.is_empty {
                    self.unwind(frame);
                    self.strip.mark(Kind::End);
                    frame.next(Before::Nothing);
                }
                self.strip.widen();
                let place = self.strip.write(Kind::Doc, if bang.is_some() { "//!" } else { "///" });
                self.strip.text.push_str(&self.line);
                self.strip.end(place);
                frame.before = Before::Nothing;
            }
            Attribute::Other(inner) => {
                self.part(frame);
                let has_line = frame.is_empty && (frame.inside.is_lines() || frame.inside == Inside::Members);
                self.strip.text.push_str(mark);
                self.delimited(['[', ']'], Inside::Attribute, inner, frame);
                if has_line {
                    self.strip.mark(Kind::Attribute);
                    self.strip.widen();
                    self.strip.mark(Kind::Nothing);
                }
                frame.is_empty = has_line;
                frame.before = if has_line { Before::Nothing } else { Before::Spaced };
            }
        }
        false
    }

    /// Writes a group; says how the item ends, if it ends.
    pub(super) fn group(&mut self, group: Group, tokens: &mut Tokens, frame: &mut Frame) -> Option<Step> {
        let (delimiter, inner) = (group.delimiter(), group.stream());
        // The tokens are ours alone then: they move.
        drop(group);
        let is_call = frame.before == Before::Operand;
        match delimiter {
            Delimiter::None => {
                let all: TokenStream = inner.into_iter().chain(tokens.by_ref()).collect();
                *tokens = all.into_iter().peekable();
                return None;
            }
            Delimiter::Brace => return self.braces(inner, tokens, frame),
            Delimiter::Parenthesis | Delimiter::Bracket => {}
        }
        let is_parenthesis = delimiter == Delimiter::Parenthesis;
        let inside = match frame.before {
            Before::Bang => Inside::Macro,
            _ if !is_parenthesis => Inside::Bracketed { is_index: is_call },
            _ if frame.awaits_parameters && is_call && frame.generics == 0 => {
                frame.awaits_parameters = false;
                Inside::Parameters
            }
            _ => Inside::Parenthesized { is_call },
        };
        // `pub(crate)`, and the type `fn(u8)`.
        let is_close = is_parenthesis && (self.strip.text.ends_with("pub") || self.strip.text.ends_with("fn"));
        self.part_if(frame.before == Before::Spaced || frame.before == Before::Keyword && !is_close);
        if frame.before != Before::Keyword {
            frame.is_no_item();
        }
        self.delimited(
            if is_parenthesis { ['(', ')'] } else { ['[', ']'] },
            inside,
            inner.into_iter().peekable(),
            frame,
        );
        frame.operand();
        None
    }

    fn braces(&mut self, inner: TokenStream, tokens: &mut Tokens, frame: &mut Frame) -> Option<Step> {
        let inside = frame.braces(self.last());
        if inside == Inside::Items && frame.inside == Inside::Items {
            return Some(Step::Container { inner, is_module: frame.is_module });
        }
        // Items within a function are laid out as its statements.
        let inside = if inside == Inside::Items { Inside::Block } else { inside };
        self.part_if(frame.before != Before::Nothing && (frame.before != Before::Tight || self.last() == b'.'));
        self.delimited(['{', '}'], inside, inner.into_iter().peekable(), frame);
        frame.operand();
        let goes_on = match tokens.peek() {
            Some(TokenTree::Punct(mark)) => matches!(mark.as_char(), ',' | '.' | '?' | ';' | '='),
            Some(TokenTree::Ident(word)) => word == "else",
            _ => false,
        };
        if !frame.ends_with(inside) {
            return None;
        }
        if frame.inside == Inside::Items {
            frame.parts = true;
            return Some(Step::Item);
        }
        if tokens.peek().is_none() {
            frame.is_last = true;
        } else if !goes_on {
            self.unwind(frame);
            self.strip.mark(Kind::End);
            frame.next(Before::Spaced);
        }
        None
    }

    /// Writes a group with its delimiters.
    fn delimited(&mut self, [open, close]: [char; 2], inside: Inside, mut inner: Tokens, frame: &mut Frame) {
        let is_empty = inner.peek().is_none();
        let opened = self.strip.mark(Kind::Open(inside.shape()));
        self.strip.text.push(open);
        if inside.is_lines() && !is_empty {
            self.strip.widen();
        }
        self.strip.end(opened);
        let mut within = Frame::new(inside, frame.is_foreign);
        let is_braced = open == '{' && !is_empty && inside != Inside::Names;
        if is_braced {
            within.before = Before::Spaced;
        }
        self.walk(&mut inner, &mut within);
        self.unwind(&mut within);
        let closed = self.strip.mark(Kind::Close(within.ending()));
        self.part_if(is_braced);
        self.strip.text.push(close);
        self.strip.end(closed);
        self.strip.pair(opened, closed);
    }

    pub(super) fn open_generics(&mut self, frame: &mut Frame) {
        let is_qualified = frame.before != Before::Operand;
        self.part_if(is_qualified && !frame.may_be_generic && is_apart(frame));
        self.part_if(glues(self.last(), b'<'));
        // `<A as B>::C` is no list.
        let is_path = is_qualified && !frame.may_be_generic;
        let ending = if is_path || frame.is_foreign { Ending::Bare } else { Ending::Comma };
        self.generics.push((self.strip.write(Kind::Open(Shape::Angle), "<"), ending));
        frame.generics += 1;
        frame.before = Before::Tight;
    }

    pub(super) fn close_generics(&mut self, frame: &mut Frame) {
        frame.generics -= 1;
        // Two of them close two generics.
        self.part_if(self.last() != b'>' && glues(self.last(), b'>'));
        let opened = self.generics.pop();
        let closed = self.strip.write(Kind::Close(opened.map_or(Ending::Bare, |(_, ending)| ending)), ">");
        if let Some((opened, _)) = opened {
            self.strip.pair(opened, closed);
        }
    }

    /// What looked like generics and never closed was none.
    pub(super) fn unwind(&mut self, frame: &mut Frame) {
        for _ in 0..std::mem::take(&mut frame.generics) {
            if let Some((opened, _)) = self.generics.pop() {
                self.strip.marks[opened].kind = Kind::Nothing;
            }
        }
    }
}
