//! Lines 27 and 29 to 32: tokens and credentials over time.

use std::sync::Arc;
use std::time::Duration;

use amplify_rest::{Client, Clock, ManualClock, MemoryTransport, SystemClock, TransportError};
use amplify_rest_local::{Fault, Rotation};

use crate::{Echo, Setup};

/// swift#1222, android#1763, #1431, #2920, flutter#186
#[test]
fn line_27_an_expired_answer_refreshes_once_and_repeats() {
    let setup = Setup::new();
    setup.sign_in();
    setup.todos().get("/items").send().unwrap();
    setup.cloud.expire_credentials();
    assert_eq!(Echo::of(setup.todos().post("/items").text("x").send().unwrap()).who(), "authenticated");
    assert_eq!(setup.cloud.count("GetCredentialsForIdentity"), 2);

    setup.profile().get("/me").send().unwrap();
    setup.cloud.expire_tokens();
    assert_eq!(Echo::of(setup.profile().post("/me").text("x").send().unwrap()).who(), "user");
    assert_eq!(setup.cloud.count("GetTokensFromRefreshToken"), 1);

    setup.cloud.clear_requests();
    setup.cloud.inject(Fault::status(401).on("profile").always());
    assert_eq!(setup.profile().get("/me").send().unwrap_err().status().unwrap(), 401);
    assert_eq!(setup.cloud.count("profile"), 2, "one repetition, not more");
}

/// js#14534, #14033, #14130, swift#3972, #4173
#[test]
fn line_29_a_transient_failure_is_not_a_sign_out() {
    let setup = Setup::new();
    setup.sign_in();
    let faults = [Fault::status(500), Fault::status(503), Fault::throttle(), Fault::reset(), Fault::truncate(10)];
    for (fault, seconds) in faults.into_iter().zip((6..).step_by(6)) {
        setup.cloud.expire_tokens();
        setup.cloud.inject(fault.on("GetTokensFromRefreshToken").always());
        let error = setup.profile().get("/me").send().unwrap_err();
        assert!(!error.is_session_expired() && !error.is_signed_out(), "{error:?}");
        assert!(setup.auth.session().is_signed_in());
        setup.cloud.clear_faults();
        // A failed refresh is left alone for up to five seconds; those pass by the service's clock.
        setup.cloud.set_clock_offset(seconds);
        setup.health().get("/").send().unwrap();
        assert_eq!(Echo::of(setup.profile().get("/me").send().unwrap()).who(), "user");
    }
}

/// android#1484, #2481, swift#3496
#[test]
fn line_30_session_expired_is_an_error_of_its_own() {
    let setup = Setup::new();
    setup.sign_in();
    setup.cloud.expire_tokens();
    setup.cloud.expire_refresh_tokens();
    for _ in 0..2 {
        let error = setup.profile().get("/me").send().unwrap_err();
        assert!(error.is_session_expired() && !error.is_signed_out(), "{error:?}");
        assert!(error.to_string().contains("sign in again"), "{error}");
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert!(cause.contains("NotAuthorizedException"), "{cause}");
    }
    assert_eq!(setup.cloud.count("GetTokensFromRefreshToken"), 1, "what is over is not asked for again");
    setup.sign_in();
    setup.profile().get("/me").send().unwrap();
}

/// js#5214, PR#12284
#[test]
fn line_31_a_rotated_refresh_token_replaces_the_old_one() {
    for rotation in [Rotation::After { grace_seconds: 0 }, Rotation::Off] {
        let setup = Setup::with(|builder| builder.client(move |client| client.rotation(rotation)));
        setup.sign_in();
        for _ in 0..3 {
            setup.cloud.expire_tokens();
            assert_eq!(Echo::of(setup.profile().get("/me").send().unwrap()).who(), "user");
        }
        assert_eq!(setup.cloud.count("GetTokensFromRefreshToken"), 3);
    }
}

/// flutter#1464
#[test]
fn line_32_offline_is_not_signed_out() {
    let setup = Setup::new();
    setup.sign_in();
    let session = setup.auth.session().clone();
    let offline = MemoryTransport::new(|_| Err(TransportError::not_sent("the network is down")));
    let in_two_hours = ManualClock::new(SystemClock.now() + Duration::from_secs(7200));
    let client = Client::builder().transport(offline).clock(Arc::new(in_two_hours)).build().unwrap();
    let auth = crate::auth(&client, &setup.cloud).with_session(&session);
    let error = auth.tokens().unwrap_err();
    assert!(error.is_transport() && !error.is_signed_out() && !error.is_session_expired(), "{error:?}");
    assert!(session.is_signed_in());
    assert_eq!(Echo::of(setup.profile().get("/me").send().unwrap()).who(), "user", "and online again it goes on");
}
