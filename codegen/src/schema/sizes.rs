//! How many bytes values of the types take, about: clippy denies enums of which one variant is far larger than the others.
//!
//! Estimates for 64 bits, from both sides. Nothing here decides how a type is made: boxes stand where cycles ask for them.

use super::types::{Body, Definition, Rest, Type, TypeId};

/// From clippy's `enum-variant-size-threshold`: by how much the largest variant may exceed the second largest.
const MOST: u64 = 200;
/// A string, a list or a map.
const TEXT: u64 = 24;
/// A type of the program's own, or one that stands too deep to be looked at.
const UNKNOWN: Size = Size { least: 0, most: 1 << 16 };
/// How deep types within types are looked at; what is not boxed may be as deep as the documents say.
const DEEPEST: usize = 64;

/// What a value takes at least and at most.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Size {
    least: u64,
    pub(super) most: u64,
}

impl Size {
    const fn exactly(bytes: u64) -> Self {
        Self { least: bytes, most: bytes }
    }

    fn and(self, other: Self) -> Self {
        Self { least: self.least.saturating_add(other.least), most: self.most.saturating_add(other.most) }
    }

    /// The same with what tells one variant from another, or rounds it up.
    fn padded(self) -> Self {
        Self { most: self.most.saturating_add(8), ..self }
    }
}

/// The sizes of all types with a name.
pub(super) struct Sizes<'a> {
    definitions: &'a [Definition],
    containment: &'a [usize],
    known: Vec<Option<Size>>,
}

impl<'a> Sizes<'a> {
    pub(super) fn new(definitions: &'a [Definition], containment: &'a [usize]) -> Self {
        let mut sizes = Self { definitions, containment, known: vec![None; definitions.len()] };
        for id in 0..definitions.len() {
            sizes.named(TypeId(id), DEEPEST);
        }
        sizes
    }

    /// The size of a type that stands in no other.
    pub(super) fn of(&mut self, of: &Type) -> Size {
        self.within(None, of, DEEPEST)
    }

    /// Whether one of these variants is far larger than the others.
    pub(super) fn differ<'t>(&mut self, owner: TypeId, variants: impl Iterator<Item = &'t Type>) -> bool {
        let sizes: Vec<Size> = variants.map(|of| self.within(Some(owner), of, DEEPEST)).collect();
        let others = |place: usize| sizes.iter().enumerate().filter(move |(other, _)| *other != place);
        sizes.iter().enumerate().any(|(place, size)| {
            let second = others(place).map(|(_, size)| size.least).max();
            second.is_some_and(|second| size.most.saturating_sub(second) > MOST)
        })
    }

    fn named(&mut self, id: TypeId, depth: usize) -> Size {
        if let Some(size) = self.known[id.0] {
            return size;
        }
        let Some(depth) = depth.checked_sub(1) else { return UNKNOWN };
        let size = match &self.definitions[id.0].body {
            Body::Struct { fields, rest } => {
                let rest = if matches!(rest, Rest::Kept(_)) { TEXT } else { 0 };
                let fields = fields.iter().map(|field| {
                    let size = self.within(Some(id), &field.of, depth);
                    if field.is_required { size } else { size.padded() }
                });
                fields.fold(Size::exactly(rest), Size::and).padded()
            }
            Body::Words(_) | Body::Constants(_) => Size::exactly(1),
            Body::Union(variants) => {
                let sizes = variants.iter().map(|variant| self.within(Some(id), &variant.of, depth));
                let larger =
                    |one: Size, other: Size| Size { least: one.least.max(other.least), most: one.most.max(other.most) };
                sizes.fold(Size::default(), larger).padded()
            }
            Body::Checked { inner, .. } => self.within(Some(id), inner, depth),
        };
        self.known[id.0] = Some(size);
        size
    }

    fn within(&mut self, owner: Option<TypeId>, of: &Type, depth: usize) -> Size {
        match of {
            Type::Null => Size::exactly(0),
            Type::Boolean => Size::exactly(1),
            Type::Integer(integer) => Size::exactly(integer.bytes()),
            Type::Float | Type::Secret => Size::exactly(8),
            Type::Text | Type::List(_) | Type::Map(_) => Size::exactly(TEXT),
            Type::Value => Size { least: 24, most: 72 },
            Type::Tuple(parts) => {
                parts.iter().map(|part| self.within(owner, part, depth)).fold(Size::default(), Size::and).padded()
            }
            Type::Nullable(inner) => self.within(owner, inner, depth).padded(),
            Type::Typed(_) => Size { least: TEXT, most: 256 },
            Type::Named(id) if owner.is_some_and(|owner| self.containment[owner.0] == self.containment[id.0]) => {
                Size::exactly(8)
            }
            Type::Named(id) => self.named(*id, depth),
            Type::Own(_) => UNKNOWN,
        }
    }
}
