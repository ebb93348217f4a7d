//! serde's `rename_all`: one attribute in place of one for each variant, where the words follow a rule.

/// serde's rules for variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Upper,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Case {
    const ALL: [Self; 7] =
        [Self::Lower, Self::Upper, Self::Camel, Self::Snake, Self::ScreamingSnake, Self::Kebab, Self::ScreamingKebab];

    /// The rule that makes most of the words out of the variants' names, where it makes at least half.
    pub(super) fn of_all(variants: &[String], words: &[String]) -> Option<Self> {
        let made = |case: Option<Self>| {
            let pairs = variants.iter().zip(words);
            let made = pairs.filter(|(variant, word)| {
                case.map_or_else(|| (*variant).clone(), |case| case.apply(variant)) == **word
            });
            made.count()
        };
        let mut best = (None, made(None));
        for case in Self::ALL {
            let count = made(Some(case));
            if count > best.1 {
                best = (Some(case), count);
            }
        }
        best.0.filter(|_| best.1 * 2 >= words.len())
    }

    /// The rule's name in serde's attribute.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Lower => "lowercase",
            Self::Upper => "UPPERCASE",
            Self::Camel => "camelCase",
            Self::Snake => "snake_case",
            Self::ScreamingSnake => "SCREAMING_SNAKE_CASE",
            Self::Kebab => "kebab-case",
            Self::ScreamingKebab => "SCREAMING-KEBAB-CASE",
        }
    }

    /// What serde makes of a variant's name.
    pub(super) fn apply(self, variant: &str) -> String {
        match self {
            Self::Lower => variant.to_ascii_lowercase(),
            Self::Upper => variant.to_ascii_uppercase(),
            Self::Camel => {
                let mut letters = variant.chars();
                let first = letters.next().map(|first| first.to_ascii_lowercase());
                first.into_iter().chain(letters).collect()
            }
            Self::Snake => {
                let mut snake = String::new();
                for (place, letter) in variant.char_indices() {
                    if place > 0 && letter.is_uppercase() {
                        snake.push('_');
                    }
                    snake.push(letter.to_ascii_lowercase());
                }
                snake
            }
            Self::ScreamingSnake => Self::Snake.apply(variant).to_ascii_uppercase(),
            Self::Kebab => Self::Snake.apply(variant).replace('_', "-"),
            Self::ScreamingKebab => Self::ScreamingSnake.apply(variant).replace('_', "-"),
        }
    }
}
