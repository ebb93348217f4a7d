//! What is measured: each subject is one way to make the same call, or a part of it.

mod body;
mod floor;
mod sdk;
mod signing;
mod typed;
mod ureq;

pub use amplify_rest_subject::Subject;

/// A subject by its name, for a server at `url`.
///
/// # Errors
/// When there is none of this name.
pub fn subject(name: &str, url: &str) -> Result<Subject, String> {
    let makers = [floor::subject, body::subject, self::ureq::subject, signing::subject, sdk::subject, typed::subject];
    makers.iter().find_map(|make| make(name, url)).ok_or_else(|| format!("nothing is called {name:?}"))
}

/// How many bytes a subject posts whose name ends in `POST 64 KB` or the like, and what stands before that.
fn posted(name: &str) -> Option<(&str, usize)> {
    let (what, size) = name.split_once(", POST ")?;
    let (number, unit) = size.split_once(' ')?;
    let unit = match unit {
        "KB" => 1024,
        "MB" => 1024 * 1024,
        _ => return None,
    };
    Some((what, number.parse::<usize>().ok()? * unit))
}
