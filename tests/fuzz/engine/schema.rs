//! `Target::Schema` under libFuzzer.

#![no_main]

amplify_rest_fuzz::engine!(amplify_rest_fuzz::Target::Schema);
