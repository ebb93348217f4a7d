//! What is measured: each subject is one way to make the same call, or a part of it.

mod floor;
mod sdk;
mod signing;
mod ureq;

/// One way to do something, warmed up by calling it. It says how many bytes came of it, so that nothing is optimised
/// away.
pub type Subject = Box<dyn FnMut() -> usize>;

/// A subject by its name, for a server at `url`.
///
/// # Errors
/// When there is none of this name.
pub fn subject(name: &str, url: &str) -> Result<Subject, String> {
    let makers = [floor::subject, self::ureq::subject, signing::subject, sdk::subject];
    makers.iter().find_map(|make| make(name, url)).ok_or_else(|| format!("nothing is called {name:?}"))
}
