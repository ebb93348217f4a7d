//! Classes: `[…]`, element by element, because `-` and `[` mean different things to the two syntaxes.

use super::{Atom, Translator, push_literal};

impl Translator<'_> {
    /// The class after its `[`.
    pub(super) fn class(&mut self) -> Result<(), String> {
        let is_negated = self.rest.next_if_eq(&'^').is_some();
        if self.rest.next_if_eq(&']').is_some() {
            let all_or_none = if is_negated { r"[\x{0}-\x{10ffff}]" } else { r"[^\x{0}-\x{10ffff}]" };
            self.out.push_str(all_or_none);
            return Ok(());
        }
        self.out.push_str(if is_negated { "[^" } else { "[" });
        loop {
            let Some(from) = self.element()? else {
                self.out.push(']');
                return Ok(());
            };
            let mut ahead = self.rest.clone();
            let is_range = ahead.next() == Some('-') && ahead.next().is_some_and(|next| next != ']');
            match from {
                Atom::Letter(from) if is_range => {
                    self.rest.next();
                    match self.element()? {
                        Some(Atom::Letter(to)) => {
                            push_literal(&mut self.out, from);
                            self.out.push('-');
                            push_literal(&mut self.out, to);
                        }
                        Some(Atom::Set(set)) => {
                            push_literal(&mut self.out, from);
                            push_literal(&mut self.out, '-');
                            self.out.push_str(&set);
                        }
                        None => return Err("has a range without an end".to_owned()),
                    }
                }
                Atom::Letter(letter) => push_literal(&mut self.out, letter),
                Atom::Set(set) => self.out.push_str(&set),
            }
        }
    }

    /// The next element, or nothing at the class's end.
    fn element(&mut self) -> Result<Option<Atom>, String> {
        match self.rest.next() {
            None => Err("has a class without an end".to_owned()),
            Some(']') => Ok(None),
            Some('\\') if self.rest.next_if_eq(&'b').is_some() => Ok(Some(Atom::Letter('\x08'))),
            Some('\\') => self.atom_after_backslash().map(Some),
            Some(letter) => Ok(Some(Atom::Letter(letter))),
        }
    }
}
