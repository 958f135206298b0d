//! Every kind of method is removed over sockets, by the one request that the recordings show for it.

use keyward::domain::{Gone, MethodId, MethodKind, Outcome, Removal, StepId};

use crate::stage::Stage;

/// The methods of `kind` that are listed, in their order.
fn listed(stage: &Stage, kind: MethodKind) -> Vec<MethodId> {
    let lists = &stage.state.signed_in().unwrap().lists;
    lists.all().filter(|method| method.kind() == kind).map(keyward::domain::Method::id).collect()
}

fn receipt(outcome: &Outcome) -> bool {
    matches!(&outcome.removal, Removal::Gone(Gone::Receipt(receipt))
        if receipt.sequence.is_some() && receipt.change_date.is_some() && receipt.resource_owner.is_some())
}

#[test]
fn each_kind_goes_to_its_own_path_once() {
    let mut stage = Stage::signed_in("carol");
    for (kind, path) in [
        (MethodKind::SecurityKey, "/auth/v1/users/me/auth_factors/u2f/"),
        (MethodKind::AuthenticatorApp, "/auth/v1/users/me/auth_factors/otp"),
        (MethodKind::SmsCode, "/auth/v1/users/me/auth_factors/otp_sms"),
        (MethodKind::EmailCode, "/auth/v1/users/me/auth_factors/otp_email"),
        (MethodKind::Passkey, "/auth/v1/users/me/passwordless/"),
    ] {
        stage.control("/demo/requests/clear");
        let id = listed(&stage, kind).remove(0);
        stage.remove_that(id.clone(), "");
        assert!(receipt(stage.outcome()), "{kind:?}: {:?}", stage.outcome().removal);
        assert_eq!(stage.outcome().method.kind(), kind);
        assert_eq!((stage.requests("DELETE", path), stage.removals()), (1, 1), "{kind:?}");
        assert!(!listed(&stage, kind).contains(&id), "{kind:?} is still shown");
    }
}

#[test]
fn a_linked_identity_is_removed_over_rest_where_its_id_can_stand_in_a_path() {
    let mut stage = Stage::signed_in("carol");
    let all = listed(&stage, MethodKind::Identity);
    let github = all.iter().find(|id| id.as_str() == Some("583231")).unwrap().clone();
    stage.remove_that(github.clone(), "");
    assert!(receipt(stage.outcome()), "{:?}", stage.outcome().removal);
    assert_eq!(stage.requests("DELETE", "/auth/v1/users/me/idps/"), 1);
    assert_eq!(listed(&stage, MethodKind::Identity).len(), 1);
}

#[test]
fn every_list_may_lag_behind_a_receipt() {
    let mut stage = Stage::signed_in("carol");
    let known = |stage: &Stage, id: &MethodId| {
        stage.state.signed_in().unwrap().inventory.as_ref().unwrap().lists(id).unwrap()
    };
    for kind in MethodKind::ALL {
        // Read before it is sent, after its receipt, and once more.
        stage.control("/demo/fault?kind=lag&reads=3&login=carol");
        let id = listed(&stage, kind).remove(0);
        stage.remove_that(id.clone(), "");
        assert!(receipt(stage.outcome()), "{kind:?}: {:?}", stage.outcome().removal);
        stage.read();
        assert!(known(&stage, &id), "{kind:?}: the server's list still has it");
        assert!(!listed(&stage, kind).contains(&id), "{kind:?}: and it is not shown");
        stage.read();
        assert!(!known(&stage, &id), "{kind:?}: no longer");
    }
}

#[test]
fn a_second_step_that_went_elsewhere_is_said_to_be_gone_and_nothing_is_sent() {
    let mut stage = Stage::signed_in("carol");
    stage.control("/demo/account?login=carol&second_steps=sms,email");
    stage.remove_that(MethodId::Step(StepId::AuthenticatorApp), "");
    assert_eq!(stage.outcome().removal, Removal::Gone(Gone::Before));
    assert_eq!(stage.removals(), 0);
}

#[test]
fn an_unsure_second_step_is_settled_by_its_own_list() {
    for (kind, after) in [("drop-after", true), ("drop-before", false)] {
        let mut stage = Stage::signed_in("carol");
        stage.control(&format!(
            "/demo/fault?method=DELETE&path=/auth/v1/users/me/auth_factors/otp&kind={kind}"
        ));
        let reads = stage.requests("POST", "/auth/v1/users/me/passwordless/_search");
        stage.remove_that(MethodId::Step(StepId::AuthenticatorApp), "");
        let removal = &stage.outcome().removal;
        assert_eq!(*removal == Removal::Gone(Gone::ByReading), after, "{kind}: {removal:?}");
        assert_eq!(matches!(removal, Removal::Unsure(..)), !after, "{kind}: {removal:?}");
        assert_eq!(stage.removals(), 1, "{kind}");
        // One reading before sending and one after; settling asks for the second steps only.
        let passkeys = stage.requests("POST", "/auth/v1/users/me/passwordless/_search") - reads;
        let steps = stage.requests("POST", "/auth/v1/users/me/auth_factors/_search");
        assert!(steps > passkeys, "{kind}: {steps} and {passkeys}");
    }
}

#[test]
fn a_linked_identity_with_a_slash_in_its_id_is_removed_over_grpc_web() {
    let mut stage = Stage::signed_in("carol");
    let rpc = "/zitadel.auth.v1.AuthService/RemoveMyLinkedIDP";
    let all = listed(&stage, MethodKind::Identity);
    let corporate = all.iter().find(|id| id.as_str() == Some("corp|carol/42")).unwrap().clone();
    stage.remove_that(corporate.clone(), "");
    assert!(receipt(stage.outcome()), "{:?}", stage.outcome().removal);
    assert_eq!((stage.requests("POST", rpc), stage.removals()), (1, 0));
    assert!(!listed(&stage, MethodKind::Identity).contains(&corporate));
}

#[test]
fn faults_of_grpc_web_are_judged_like_those_of_rest() {
    // What goes wrong, whether the identity is gone afterwards, and whether that was refused in plain words.
    for (fault, gone, refused) in [
        ("drop", false, false),
        ("drop-after", true, false),
        ("cut-after", true, false),
        ("html", false, false),
        ("html-after", true, false),
        ("status&status=503", false, false),
        ("status-after&status=502&body=<h1>", true, false),
        ("status&status=401", false, true),
        ("status&status=429&body={\"code\":8,\"message\":\"quota\"}", false, true),
        ("redirect", false, false),
    ] {
        let mut stage = Stage::signed_in("carol");
        let rpc = "/zitadel.auth.v1.AuthService/RemoveMyLinkedIDP";
        stage.control(&format!("/demo/fault?method=POST&path={rpc}&kind={fault}&times=1"));
        let all = listed(&stage, MethodKind::Identity);
        let corporate = all.iter().find(|id| id.as_str() == Some("corp|carol/42")).unwrap().clone();
        stage.remove_that(corporate, "");
        let removal = &stage.outcome().removal;
        assert_eq!(*removal == Removal::Gone(Gone::ByReading), gone, "{fault}: {removal:?}");
        assert_eq!(matches!(removal, Removal::Refused(_)), refused, "{fault}: {removal:?}");
        assert_eq!((stage.requests("POST", rpc), stage.removals()), (1, 0), "{fault}");
    }
}

#[test]
fn what_has_a_hostile_name_is_shown_and_can_be_removed() {
    let long = "x".repeat(10_000);
    for name in [
        "\u{202E}drowssap\u{2069}",
        "\u{0}\u{1b}[31m\n",
        "   ",
        "\u{200B}",
        long.as_str(),
        "a\u{301}\u{301}\u{301}",
    ] {
        let mut stage = Stage::new("erin");
        let encoded: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
        stage.control(&format!("/demo/account?login=erin&add_passkey={encoded}"));
        stage.sign_in();
        stage.control("/demo/requests/clear");
        let listed = stage.state.signed_in().unwrap().lists.passkeys.clone().unwrap();
        let label = listed[0].label();
        assert!(label.chars().count() <= 201 && !label.chars().any(char::is_control), "{label:?}");
        assert!(!label.contains('\u{202E}') && label.trim() == label, "{label:?}");
        stage.remove_that(listed[0].id(), "");
        assert!(receipt(stage.outcome()), "{name:?}: {:?}", stage.outcome().removal);
        assert_eq!(stage.removals(), 1);
    }
}
