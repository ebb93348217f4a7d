//! "Did you mean": the candidate nearest to a name that is unknown.

/// The candidate that `found` most likely stands for, or `None` when nothing is near.
pub(crate) fn nearest<'c>(found: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let found: Vec<char> = plain(found);
    // Long names (a naughty megabyte) are never meant, and would cost their square.
    if found.is_empty() || found.len() > 100 {
        return None;
    }
    let is_part_of = |candidate: &[char]| found.len() >= 4 && candidate.windows(found.len()).any(|part| part == found);
    let near = candidates.into_iter().filter_map(|candidate| {
        let plain = plain(candidate);
        let distance = distance(&found, &plain);
        let is_near = distance <= 1.max(plain.len().max(found.len()) / 3) || is_part_of(&plain);
        is_near.then_some((distance, candidate))
    });
    near.min().map(|(_, candidate)| candidate)
}

/// `did you mean "…"?`, where a candidate is near.
pub(crate) fn did_you_mean<'c>(found: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
    nearest(found, candidates).map(|candidate| format!("did you mean {}?", crate::errors::quote(candidate)))
}

/// `did you mean "…"?`, where a word is so near to a candidate that its author meant nothing else: unknown words are
/// ordinary here.
pub(crate) fn misspelt<'c>(found: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
    let word: Vec<char> = plain(found);
    if word.is_empty() || word.len() > 100 {
        return None;
    }
    let near = candidates.into_iter().filter_map(|candidate| {
        let length = letters(candidate).count();
        let shorter = word.len().min(length);
        let most = match shorter {
            0 | 1 => return None,
            2..=4 => usize::from(shorter == 4),
            _ => shorter / 4,
        };
        // Most candidates are too long or too short, which is soon seen.
        if word.len().abs_diff(length) > most {
            return None;
        }
        let known = plain(candidate);
        let distance = distance(&word, &known);
        let is_plural = word.starts_with(&known) || known.starts_with(&word);
        let is_near = distance <= most && (shorter > 4 || distance == 0 || is_plural);
        is_near.then_some((distance, candidate))
    });
    near.min().map(|(_, candidate)| format!("did you mean {}?", crate::errors::quote(candidate)))
}

/// Case and separators are what people mistake most, so they count nothing.
fn plain(name: &str) -> Vec<char> {
    letters(name).collect()
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
fn distance(left: &[char], right: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (row, char) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let replaced = last[column] + usize::from(char != other);
            let mut best = replaced.min(last[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && *char == right[column - 1] && left[row - 1] == *other {
                best = best.min(before_last[column - 1] + 1);
            }
            current.push(best);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: &str, expected: Option<&str>) {
        assert_eq!(nearest(found, ["NONE", "API_KEY", "AWS_IAM", "AMAZON_COGNITO_USER_POOLS"]), expected);
    }

    #[test]
    fn the_nearest_name_is_meant() {
        check("AWS_IMA", Some("AWS_IAM"));
        check("aws-iam", Some("AWS_IAM"));
        check("apikey", Some("API_KEY"));
        check("COGNITO_USER_POOLS", Some("AMAZON_COGNITO_USER_POOLS"));
        check("USER_POOLS", Some("AMAZON_COGNITO_USER_POOLS"));
        check("basic", None);
        check("", None);
        check(&"N".repeat(1_000_000), None);
    }

    #[test]
    fn a_misspelt_word_is_nearer() {
        let known = ["additionalProperties", "minLength", "not", "required", "type", "$ref"];
        for word in ["additionalProperty", "minLenght", "min_length", "require", "Type", "types", "ref"] {
            assert!(misspelt(word, known).is_some(), "{word}");
        }
        for word in ["note", "tape_", "x", "", "properties", "length"] {
            assert_eq!(misspelt(word, known), None, "{word}");
        }
    }
}
