//! Our SigV4 signer against AWS's test vectors, against `aws-sigv4`'s own, and on what only we promise.

mod oracle;
mod promises;
mod vectors;
