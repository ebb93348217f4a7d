//! Our SigV4 signer against AWS's test vectors, against `aws-sigv4`'s own, and on what only we promise.

#![expect(clippy::unwrap_used, reason = "a test's helpers fail by panicking, as tests do")]

mod oracle;
mod promises;
mod vectors;
