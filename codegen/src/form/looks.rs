//! What code looks like.

#![cfg(test)]

use super::tests::keeps;

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(keeps(&text.parse().unwrap()), expected.trim_start_matches('\n'));
}

#[test]
fn what_fits_is_on_a_line() {
    check(
        "pub fn a ( & self , b : Option < & 'a str , > , ) -> C < D , > { A ( B :: new ( 1 , ) . c ( ) . d ( ) , ) ; ( E , ) }",
        "
pub fn a(&self, b: Option<&'a str>) -> C<D> {
    A(B::new(1).c().d());
    (E,)
}
",
    );
    check(
        "#[derive(A,B,)] pub struct C { # [ d ] pub e : F , g : ( ) , } pub struct H;",
        "
#[derive(A, B,)]
pub struct C {
    #[d]
    pub e: F,
    g: (),
}

pub struct H;
",
    );
}

#[test]
fn references_and_lifetimes() {
    check(
        "fn a<'b>(c: &'static [(D, E)], f: &'b mut ::g::H<'_>, i: &'b &'b (J, K)) -> impl L + 'b {}",
        "fn a<'b>(c: &'static [(D, E)], f: &'b mut ::g::H<'_>, i: &'b &'b (J, K)) -> impl L + 'b {}\n",
    );
}

#[test]
fn items_are_parted() {
    check(
        "use a :: b ; use c; struct D(E); impl F {} g!(); /// H\n mod i { const J: K = 1; fn l() {} #[m] fn n() {} } o!(P); static Q: R = 1;",
        "
use a::b;
use c;

struct D(E);
impl F {}
g!();

/// H
mod i {
    const J: K = 1;
    fn l() {}

    #[m]
    fn n() {}
}
o!(P);
static Q: R = 1;
",
    );
}

#[test]
fn functions_with_many_parameters() {
    let long = "a_name_of_many_letters";
    check(
        &format!("fn {long}({long}: &{long}, b_{long}: &{long}) -> Result<{long}, {long}> {{ Ok(1) }}"),
        "
fn a_name_of_many_letters(
    a_name_of_many_letters: &a_name_of_many_letters, b_a_name_of_many_letters: &a_name_of_many_letters,
) -> Result<a_name_of_many_letters, a_name_of_many_letters> {
    Ok(1)
}
",
    );
    check(
        &format!("fn {long}(a_{long}: &{long}, b_{long}: &{long}, c_{long}: u8) {{}}"),
        "
fn a_name_of_many_letters(
    a_a_name_of_many_letters: &a_name_of_many_letters,
    b_a_name_of_many_letters: &a_name_of_many_letters,
    c_a_name_of_many_letters: u8,
) {}
",
    );
}

#[test]
fn calls_and_chains() {
    let long = "\"a text of many letters that is an argument\"";
    let text = format!(
        "fn a() {{ let b = c({long}, {long}, {long}); d::e({long}, 1).f(g, [h]).i({long}).j(); k({long}, {long}).l(2).m({long}, {long}) }}"
    );
    check(
        &text,
        "
fn a() {
    let b = c(
        \"a text of many letters that is an argument\",
        \"a text of many letters that is an argument\",
        \"a text of many letters that is an argument\",
    );
    d::e(\"a text of many letters that is an argument\", 1).f(g, [h]).i(\"a text of many letters that is an argument\").j();
    k(\"a text of many letters that is an argument\", \"a text of many letters that is an argument\")
        .l(2).m(\"a text of many letters that is an argument\", \"a text of many letters that is an argument\")
}
",
    );
    check(
        &format!(
            "fn a() {{ Self(self.0.set(|b| b.c({long}, {long}, d))); e(f, |g| {{ h; i }}); Ok(J {{ k, l: {long}, m: {long}, n: 1234 }}) }}"
        ),
        "
fn a() {
    Self(self.0.set(
        |b| b.c(\"a text of many letters that is an argument\", \"a text of many letters that is an argument\", d),
    ));
    e(f, |g| {
        h;
        i
    });
    Ok(J {
        k,
        l: \"a text of many letters that is an argument\",
        m: \"a text of many letters that is an argument\",
        n: 1234,
    })
}
",
    );
}

#[test]
fn values_and_arms() {
    let long = "a_name_of_many_letters_for_a_value";
    check(
        &format!(
            "fn a() {{ let {long} = {long}.a({long}).b({long}); match c {{ D {{ .. }} => {{ e }} F => g, _ if h => i }} }}"
        ),
        "
fn a() {
    let a_name_of_many_letters_for_a_value =
        a_name_of_many_letters_for_a_value.a(a_name_of_many_letters_for_a_value).b(a_name_of_many_letters_for_a_value);
    match c {
        D { .. } => {
            e
        }
        F => g,
        _ if h => i,
    }
}
",
    );
    let rules = format!("A(1), B(&[\"c\"]){}", ", D(&[2])".repeat(12));
    check(&format!("const A: B = &[{rules}]; const C: D = &[E(&[{rules}])];"), "
const A: B = &[
    A(1), B(&[\"c\"]), D(&[2]), D(&[2]), D(&[2]), D(&[2]), D(&[2]), D(&[2]), D(&[2]), D(&[2]), D(&[2]), D(&[2]), D(&[2]),
    D(&[2]),
];
const C: D = &[E(&[
    A(1), B(&[\"c\"]), D(&[2]), D(&[2]), D(&[2]), D(&[2]), D(&[2]), D(&[2]), D(&[2]), D(&[2]), D(&[2]), D(&[2]), D(&[2]),
    D(&[2]),
])];
");
}

#[test]
fn macros_of_ours() {
    check(
        "sdk::a!(B < C < D > , >, E : F ; 200 ..= 299 => G ( h ) , _ => I);",
        "sdk::a!(B<C<D>,>, E: F; 200..=299 => G(h), _ => I);\n",
    );
    let arms = "200 => AVariantOfManyLetters(json), ".repeat(6);
    check(
        &format!("sdk::b!(A<B>, C; {arms} _ => D);"),
        "
sdk::b!(
    A<B>, C; 200 => AVariantOfManyLetters(json), 200 => AVariantOfManyLetters(json), 200 => AVariantOfManyLetters(json),
    200 => AVariantOfManyLetters(json), 200 => AVariantOfManyLetters(json), 200 => AVariantOfManyLetters(json), _ => D
);
",
    );
    check(
        "check::a! { B { c \"d\": Option<E>, f: ::g::H, } } check::a! { /// B\n pub struct B { /// C\n c \"c\": D, #[e] f: G } } h!();",
        "
check::a! {
    B { c \"d\": Option<E>, f: ::g::H, }
}
check::a! {
    /// B
    pub struct B {
        /// C
        c \"c\": D,
        #[e]
        f: G
    }
}
h!();
",
    );
}

#[test]
fn docs_are_comments() {
    check(
        "#![doc = \" A\"] #[doc = \" B\"] #[doc = \"\"] #[doc = r#\" \"C\" \\ \"#] #[doc = \" a\\nb\"] fn d(#[doc = \" e\"] f: g) {}",
        "
//! A
/// B
///
/// \"C\" \\ 
#[doc = \" a\\nb\"]
fn d(
    /// e
    f: g,
) {}
",
    );
}

#[test]
fn what_is_no_list_gets_no_comma() {
    let long = |letter: &str| letter.repeat(70);
    let (a, b) = (long("A"), long("B"));
    check(
        &format!("fn a(a: &[{a}{b}]) {{}}"),
        &format!(
            "
fn a(a: &[
    {a}{b}
]) {{}}
"
        ),
    );
    check(
        &format!("type A = <{a} as {b}>::C;"),
        &format!(
            "
type A = <
    {a} as {b}
>::C;
"
        ),
    );
}
