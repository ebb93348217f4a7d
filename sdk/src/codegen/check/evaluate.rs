//! Rules over a value. Nothing here allocates on the way that most values take, where everything holds.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::path::Path;
use super::{Amount, Kind, Refused, Rule, Rules, canonical};

/// Whether a value holds to the rules.
pub(super) fn check(value: &Value, rules: Rules) -> Result<(), Refused> {
    let mut evaluator = Evaluator { quiet: 0 };
    evaluator.all(value, rules, Path::Root, None)
}

/// Which elements and members of one value were looked at: what `unevaluated…` leaves alone.
#[derive(Default)]
struct Seen {
    items: BTreeSet<usize>,
    members: BTreeSet<String>,
}

impl Seen {
    fn take_in(&mut self, other: Self) {
        self.items.extend(other.items);
        self.members.extend(other.members);
    }
}

struct Evaluator {
    /// How many alternatives are being tried: their failures need no words.
    quiet: usize,
}

type Outcome = Result<(), Refused>;

impl Evaluator {
    /// All rules of a list. `seen` collects what they looked at, where somebody around wants to know.
    fn all(&mut self, value: &Value, rules: Rules, path: Path<'_>, seen: Option<&mut Seen>) -> Outcome {
        let asks = |rule: &Rule| matches!(rule, Rule::OtherItems(_) | Rule::OtherMembers(_));
        if seen.is_none() && !rules.iter().any(asks) {
            return rules.iter().try_for_each(|rule| self.one(value, rule, path, None));
        }
        let mut own = Seen::default();
        for rule in rules {
            self.one(value, rule, path, Some(&mut own))?;
        }
        if let Some(seen) = seen {
            seen.take_in(own);
        }
        Ok(())
    }

    fn one(&mut self, value: &Value, rule: &Rule, path: Path<'_>, seen: Option<&mut Seen>) -> Outcome {
        match rule {
            Rule::Never => self.refuse(path, || "no value is allowed here".to_owned()),
            Rule::Kinds(kinds) => self.ask(kinds.iter().any(|kind| is_a(value, *kind)), path, || {
                let names: Vec<String> = kinds.iter().map(|kind| format!("{kind:?}").to_lowercase()).collect();
                format!("the value is not of type {}", names.join(" or "))
            }),
            Rule::Values(values) => {
                let is_one = values.iter().any(|literal| canonical::equals(value, literal));
                self.ask(is_one, path, || "the value is none of those that are allowed".to_owned())
            }
            Rule::Fits(fits) => fits(value).or_else(|refused| self.refuse(path, || refused.to_string())),
            Rule::Same(rules) => self.all(value, rules, path, seen),
            Rule::AllOf(_) | Rule::AnyOf(_) | Rule::OneOf(_) | Rule::Not(_) | Rule::If(..) => {
                self.logic(value, rule, path, seen)
            }
            _ => match value {
                Value::Number(number) => self.number(Amount::of(number), rule, path),
                Value::String(text) => self.string(text, rule, path),
                Value::Array(elements) => self.array(elements, rule, path, seen),
                Value::Object(members) => self.object(value, members, rule, path, seen),
                Value::Null | Value::Bool(_) => Ok(()),
            },
        }
    }

    /// Whether rules hold; what they looked at counts only if they do.
    fn holds(&mut self, value: &Value, rules: Rules, path: Path<'_>, seen: Option<&mut Seen>) -> bool {
        self.quiet += 1;
        let mut own = seen.is_some().then(Seen::default);
        let holds = self.all(value, rules, path, own.as_mut()).is_ok();
        self.quiet -= 1;
        if let (Some(seen), Some(own), true) = (seen, own, holds) {
            seen.take_in(own);
        }
        holds
    }

    fn logic(&mut self, value: &Value, rule: &Rule, path: Path<'_>, mut seen: Option<&mut Seen>) -> Outcome {
        match rule {
            Rule::AllOf(lists) => lists.iter().try_for_each(|rules| self.all(value, rules, path, seen.as_deref_mut())),
            Rule::AnyOf(lists) => {
                let mut found = false;
                for rules in *lists {
                    // Without anybody who wants to know what was looked at, the first that holds is enough.
                    found |= self.holds(value, rules, path, seen.as_deref_mut());
                    if found && seen.is_none() {
                        break;
                    }
                }
                if found { Ok(()) } else { self.none_fits(value, lists, path) }
            }
            Rule::OneOf(lists) => {
                let mut fitting = Vec::new();
                for (place, rules) in lists.iter().enumerate() {
                    if self.holds(value, rules, path, seen.as_deref_mut()) {
                        fitting.push((place + 1).to_string());
                    }
                }
                match fitting.len() {
                    0 => self.none_fits(value, lists, path),
                    1 => Ok(()),
                    count => self.refuse(path, || {
                        format!("the value fits {count} of the alternatives, not one: {}", fitting.join(" and "))
                    }),
                }
            }
            Rule::Not(rules) => {
                let holds = self.holds(value, rules, path, None);
                self.ask(!holds, path, || "the value is of a form that is excluded".to_owned())
            }
            Rule::If(when, then, otherwise) => {
                let branch = if self.holds(value, when, path, seen.as_deref_mut()) { then } else { otherwise };
                self.all(value, branch, path, seen)
            }
            _ => Ok(()),
        }
    }

    /// Tries the alternatives again, to say why each refuses.
    fn none_fits(&mut self, value: &Value, lists: &[Rules], path: Path<'_>) -> Outcome {
        if self.quiet > 0 {
            return Err(Refused::new(""));
        }
        let reasons = lists.iter().enumerate().filter_map(|(place, rules)| {
            let refused = self.all(value, rules, Path::Root, None).err()?;
            Some((place + 1, refused))
        });
        let reasons: Vec<_> = reasons.collect();
        self.refuse(path, || super::union::none_fits(reasons.into_iter()))
    }

    fn number(&self, number: Amount, rule: &Rule, path: Path<'_>) -> Outcome {
        let (holds, asked) = match rule {
            Rule::Minimum(least) => (is(number, *least, Ordering::is_ge), "a number is too small"),
            Rule::Maximum(most) => (is(number, *most, Ordering::is_le), "a number is too large"),
            Rule::Above(bound) => (is(number, *bound, Ordering::is_gt), "a number is too small"),
            Rule::Below(bound) => (is(number, *bound, Ordering::is_lt), "a number is too large"),
            Rule::MultipleOf(step) => (number.is_multiple_of(*step), "a number is no multiple of the step"),
            _ => return Ok(()),
        };
        self.ask(holds, path, || format!("{asked}: {rule:?} is asked"))
    }

    fn string(&self, text: &str, rule: &Rule, path: Path<'_>) -> Outcome {
        let length = || text.chars().count() as u64;
        let (holds, asked) = match rule {
            Rule::MinLength(least) => (length() >= *least, "a string is too short"),
            Rule::MaxLength(most) => (length() <= *most, "a string is too long"),
            #[cfg(feature = "pattern")]
            Rule::Pattern(pattern) => (super::pattern::is_match(pattern, text), "a string lacks the pattern"),
            Rule::Format(format) => (super::format::has(text, format), "a string lacks the format"),
            _ => return Ok(()),
        };
        self.ask(holds, path, || format!("{asked}: {rule:?} is asked"))
    }

    fn array(&mut self, elements: &[Value], rule: &Rule, path: Path<'_>, seen: Option<&mut Seen>) -> Outcome {
        let count = elements.len() as u64;
        match rule {
            Rule::Items { first, rest } => {
                for (place, element) in elements.iter().enumerate() {
                    let Some(rules) = first.get(place).copied().or(*rest) else {
                        break;
                    };
                    self.all(element, rules, Path::Element(&path, place), None)?;
                }
                if let Some(seen) = seen {
                    let looked_at = if rest.is_some() { elements.len() } else { first.len() };
                    seen.items.extend(0..looked_at);
                }
                Ok(())
            }
            Rule::MinItems(least) => self.ask(count >= *least, path, || format!("fewer than {least} elements")),
            Rule::MaxItems(most) => self.ask(count <= *most, path, || format!("more than {most} elements")),
            Rule::UniqueItems => {
                let different: BTreeSet<String> = elements.iter().map(canonical::text).collect();
                self.ask(different.len() == elements.len(), path, || "an element occurs twice".to_owned())
            }
            Rule::Contains { rules, min, max } => {
                let mut found = Vec::new();
                for (place, element) in elements.iter().enumerate() {
                    if self.holds(element, rules, Path::Element(&path, place), None) {
                        found.push(place);
                    }
                }
                let count = found.len() as u64;
                if let Some(seen) = seen {
                    seen.items.extend(found);
                }
                self.ask((*min..=*max).contains(&count), path, || {
                    format!("{count} elements are of the wanted form, not {min} to {max}")
                })
            }
            Rule::OtherItems(rules) => {
                let looked_at = seen.as_deref().map_or(&BTreeSet::new(), |seen| &seen.items).clone();
                for (place, element) in elements.iter().enumerate() {
                    if !looked_at.contains(&place) {
                        self.all(element, rules, Path::Element(&path, place), None)?;
                    }
                }
                if let Some(seen) = seen {
                    seen.items.extend(0..elements.len());
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn object(
        &mut self,
        value: &Value,
        members: &Map<String, Value>,
        rule: &Rule,
        path: Path<'_>,
        mut seen: Option<&mut Seen>,
    ) -> Outcome {
        let count = members.len() as u64;
        match rule {
            Rule::Names(rules) => members.keys().try_for_each(|name| {
                let text = Value::String(name.clone());
                self.all(&text, rules, Path::Member(&path, name), None)
            }),
            Rule::Required(names) => self.required(members, names, path),
            Rule::MinMembers(least) => self.ask(count >= *least, path, || format!("fewer than {least} members")),
            Rule::MaxMembers(most) => self.ask(count <= *most, path, || format!("more than {most} members")),
            Rule::DependentRequired(lists) => lists
                .iter()
                .filter(|(name, _)| members.contains_key(*name))
                .try_for_each(|(_, names)| self.required(members, names, path)),
            Rule::DependentRules(lists) => lists
                .iter()
                .filter(|(name, _)| members.contains_key(*name))
                .try_for_each(|(_, rules)| self.all(value, rules, path, seen.as_deref_mut())),
            _ => self.members(members, rule, path, seen),
        }
    }

    fn members(
        &mut self,
        members: &Map<String, Value>,
        rule: &Rule,
        path: Path<'_>,
        mut seen: Option<&mut Seen>,
    ) -> Outcome {
        for (name, value) in members {
            let here = Path::Member(&path, name);
            let is_known = match rule {
                Rule::Members { named, rest } => {
                    let is_named = self.named(named, name, value, here)?;
                    is_named || self.other(*rest, value, here)?
                }
                #[cfg(feature = "pattern")]
                Rule::PatternMembers { named, patterns, rest } => {
                    let mut is_known = self.named(named, name, value, here)?;
                    for (has, lacks, rules) in *patterns {
                        let is_match = |pattern: &&'static str| super::pattern::is_match(pattern, name);
                        if has.iter().all(is_match) && !lacks.iter().any(is_match) {
                            is_known = true;
                            self.all(value, rules, here, None)?;
                        }
                    }
                    is_known || self.other(*rest, value, here)?
                }
                Rule::OtherMembers(rules) => {
                    if seen.as_deref().is_none_or(|seen| !seen.members.contains(name)) {
                        self.all(value, rules, here, None)?;
                    }
                    true
                }
                _ => false,
            };
            if let (Some(seen), true) = (seen.as_deref_mut(), is_known) {
                seen.members.insert(name.clone());
            }
        }
        Ok(())
    }

    fn named(&mut self, named: &[(&str, Rules)], name: &str, value: &Value, path: Path<'_>) -> Result<bool, Refused> {
        match named.iter().find(|(known, _)| *known == name) {
            Some((_, rules)) => self.all(value, rules, path, None).map(|()| true),
            None => Ok(false),
        }
    }

    fn other(&mut self, rest: Option<Rules>, value: &Value, path: Path<'_>) -> Result<bool, Refused> {
        match rest {
            Some(rules) => self.all(value, rules, path, None).map(|()| true),
            None => Ok(false),
        }
    }

    fn required(&self, members: &Map<String, Value>, names: &[&str], path: Path<'_>) -> Outcome {
        let missing = names.iter().find(|name| !members.contains_key(**name));
        self.ask(missing.is_none(), path, || {
            format!("the member `{}` is missing", missing.copied().unwrap_or_default())
        })
    }

    fn ask(&self, holds: bool, path: Path<'_>, message: impl FnOnce() -> String) -> Outcome {
        if holds { Ok(()) } else { self.refuse(path, message) }
    }

    fn refuse(&self, path: Path<'_>, message: impl FnOnce() -> String) -> Outcome {
        if self.quiet > 0 {
            return Err(Refused::new(""));
        }
        Err(Refused::at(path.pointer(), message()))
    }
}

fn is(number: Amount, bound: Amount, wanted: fn(Ordering) -> bool) -> bool {
    number.compare(bound).is_some_and(wanted)
}

fn is_a(value: &Value, kind: Kind) -> bool {
    match (value, kind) {
        (Value::Number(number), Kind::Integer) => Amount::of(number).is_whole(),
        (Value::Null, Kind::Null)
        | (Value::Bool(_), Kind::Boolean)
        | (Value::Number(_), Kind::Number)
        | (Value::String(_), Kind::String)
        | (Value::Array(_), Kind::Array)
        | (Value::Object(_), Kind::Object) => true,
        _ => false,
    }
}
