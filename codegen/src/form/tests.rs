//! That text is what the tokens say, of hand-made obstacles and of real documents.

#![cfg(test)]

use std::path::Path;

use proc_macro2::{Delimiter, Punct, Spacing, TokenStream, TokenTree};

use super::operators::glues;
use super::{text, whole};
use crate::openapi::standalone::OpenApi;
use crate::overrides::Overrides;

fn formed(tokens: TokenStream) -> String {
    let text = text(tokens, "pub", &mut whole);
    text.split_once(
        "

",
    )
    .map(|(_, items)| items.to_owned())
    .unwrap()
}

/// Tokens in a form that is the same for the same code.
fn outline(tokens: TokenStream) -> Vec<String> {
    let mut all: Vec<TokenTree> = tokens.into_iter().collect();
    // A comma may end what generics have.
    for place in (1..all.len()).rev().filter(|place| is_mark(&all[*place], '>')).collect::<Vec<_>>() {
        if is_mark(&all[place - 1], ',') {
            all.remove(place - 1);
            if let Some(TokenTree::Punct(before)) = place.checked_sub(2).map(|before| &mut all[before]) {
                *before = Punct::new(before.as_char(), Spacing::Alone);
            }
        }
    }
    let mut outline = Vec::new();
    for (place, token) in all.iter().enumerate() {
        let next = all.get(place + 1);
        let before = place.checked_sub(1).and_then(|before| all.get(before));
        match token {
            TokenTree::Group(group) => {
                let inner = group.stream();
                let is_documentation = inner.to_string().starts_with("doc =");
                let mut inside = outline_of_group(inner, group.delimiter(), before);
                if is_documentation {
                    let mut line = inside[2].clone();
                    inside = vec![if super::docs::is_comment(&mut line) { line } else { inside[2].clone() }];
                }
                outline.push(format!("{:?}", group.delimiter()));
                outline.append(&mut inside);
                outline.push("end".to_owned());
            }
            TokenTree::Punct(mark) => {
                outline.push(mark.as_char().to_string());
                // Whether both would be another token is told, but for what closes generics.
                if let Some(TokenTree::Punct(next)) = next
                    && mark.as_char() != '>'
                    && glues(u8::try_from(mark.as_char()).unwrap(), u8::try_from(next.as_char()).unwrap())
                {
                    outline.push(format!("{:?}", mark.spacing() == Spacing::Joint));
                }
            }
            other => outline.push(other.to_string()),
        }
    }
    outline
}

fn is_mark(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(mark) if mark.as_char() == character)
}

fn outline_of_group(inner: TokenStream, delimiter: Delimiter, before: Option<&TokenTree>) -> Vec<String> {
    let all: Vec<TokenTree> = inner.clone().into_iter().collect();
    let is_comma = |token: &TokenTree| is_mark(token, ',');
    let is_call = match before {
        Some(TokenTree::Ident(word)) => !matches!(word.to_string().as_str(), "let" | "in" | "return" | "match" | "for"),
        Some(TokenTree::Punct(mark)) => matches!(mark.as_char(), '>' | '?'),
        _ => before.is_some(),
    };
    let commas = all.iter().filter(|token| is_comma(token)).count();
    let is_tuple_of_one = delimiter == Delimiter::Parenthesis && !is_call && commas == 1;
    let mut outline = outline(inner);
    let ends_element = all.len() > 1 && all.last().is_some_and(is_comma) && !is_comma(&all[all.len() - 2]);
    if ends_element && !is_tuple_of_one {
        outline.pop();
    }
    outline
}

#[track_caller]
pub(super) fn keeps(tokens: &TokenStream) -> String {
    let text = formed(tokens.clone());
    let read: TokenStream = text.parse().unwrap_or_else(|error| panic!("{error}: {text}"));
    let (expected, found) = (outline(tokens.clone()), outline(read));
    if let Some(place) = (0..expected.len().max(found.len())).find(|place| expected.get(*place) != found.get(*place)) {
        let near = |all: &[String]| all[place.saturating_sub(20)..(place + 10).min(all.len())].join(" ");
        panic!("{}\nbecame\n{}\nin\n{text}\nof\n{tokens}", near(&expected), near(&found));
    }
    text
}

#[track_caller]
fn keeps_text(text: &str) {
    keeps(&text.parse().unwrap());
}

#[test]
fn a_number_of_the_item_before_parts_nothing() {
    // The dot of the second item stands where the first one's number ends.
    let first: TokenStream = "const A: u8 = 1;".parse().unwrap();
    let second: TokenStream = "const B: u8 = a.0;".parse().unwrap();
    assert_eq!(formed(first.into_iter().chain(second).collect()), "const A: u8 = 1;\nconst B: u8 = a.0;\n");
}

#[test]
fn tokens_never_become_others() {
    keeps_text(
        r##"
        fn operators() {
            let a = b - -c + -d * *e & &f && &g || !h | !i;
            a = & &b; a = &&b; a = && &b; a = & mut b; a = - - b; a = ! ! b; a = * * b;
            a < -b; a <= b; a = b << c >> d; a <<= b; a >>= c; a |= b; a ^= c; a %= d; a &= e;
            if a < b && c > d || e >= f {} else if a == b {} else if !(a != b) {}
            let a = 1 .foo() + x.0 .1 + x.0.1 + 1. .max(2.) + "a" .len() + 1.5.abs();
            let a = (.., 1.., ..2, 1..2, ..=3, 1..=3, a.., ..a, &a[..], &a[1..], 0.. .len(), a.b..c.d);
            let a = b as u8 as i8 < c; let a = b / *c / d; let a = a / / b;
            let a = |b| c; let a = |b, c| d | e; let a = || b; let a = move |&b, mut c: D<E, F>| -> G { c };
            let a = b || || c; let a = f(|| g, |h| i, |(j,)| k);
            match a { 1 | 2 => b, A | B if c | d => { e } F { .. } => {} G { h, .. } => i, _ => match j { k => {} } }
            a?.b()?[1]?.c::<D>()?; let _ = a::<B<C>>()(d)(e); &mut *a; -1; !0;
            'a: loop { break 'a; } 'b: while let Some(c) = d.next() { continue 'b }
            let 'c' = 'd'; let b"a" = br"b"; let r#type = r#"a "quoted" text"#; let a: &'static str = c"";
            return; return -1; return &a; return (a,); break; let (a,) = (b,); for (a,) in (b,) {} f((a,),);
            let a = if b { c } else { d }; let Some(a) = b else { return };
            let a = A { b, c: d, ..e }; let A { b, .. } = c; A { b: 1 }.c(); (a, ..) = b; [a, .., b] = c;
            let a: [u8; 3] = [1; 3]; a[1,]; unsafe { a } const { b } { c } - d; { e } *f = g;
            macro_rules! a { ($b:expr, $($c:ty),* $(,)?) => { $b; $($c),* }; (#) => {}; }
            mod a { impl B { fn c(); } use d; } impl E for F { const G: H = i; }
            a!(); a![b, c,]; a! { b c } a!(b: c, d; e => f,); vec![a; 3]; a!(#[b] c #d, r#e, $f ~ g @ h);
        }
    "##,
    );
    keeps_text(
        r#"
        #![allow(a)]
        #![doc = "inner"]
        use ::a::{b::{c, d}, e::*, f as g};
        pub(crate) struct A<'a, B: 'a + C = D<E>, const F: usize>(pub &'a B, pub(in crate::x) *const u8, fn(u8,) -> !,);
        pub struct G<T: ?Sized> where T: for<'x> Fn(&'x u8) -> H<T> + 'static, Vec<Vec<T>>: Sized { a: <T as I<J>>::K, }
        impl<T> A<{ N }, -1> for <B as C>::D {}
        unsafe impl<'a> !Send for A<'a> {}
        extern "C" fn a() -> impl Iterator<Item = Option<u8>> + 'static;
        const fn b<const N: usize>(mut self: &mut Self, (c, d): (u8, u8), [e, ..]: &[u8]) -> Result<(), Box<dyn E>> { }
        const A: &[&[u8]] = &[&[1, 2], &[]];
        static B: Option<fn(&str) -> bool> = Some(|a| a > 3);
        type C<T> = Vec<Vec<Vec<T>>>;
        type D = (A,);
        enum E { #[a] A, B(u8,), C { d: u8, }, D = -1, }
        trait F: A + B { type C: D<E = F>; const G: u8; fn h(&self); fn i() {} }
        mod a; mod b {} mod c { mod d { fn e() {} } }
        a::b!(c); a::b! { c } a::b![c];
        /// Text.
        ///
        ///  More: "quoted" \ é
        #[doc = "\n two\n lines"]
        #[doc = "/ no documentation"]
        #[doc(hidden)]
        #[doc = concat!("a", "b")]
        #[cfg(all(a, not(b),),)]
        async unsafe fn f(#[a] b: u8, #[doc = " c"] d: u8) { #[e] let f = #[g] h; }
        fn g() where {} fn h(a: A<B, C,>,) {}
    "#,
    );
}

#[test]
fn what_is_no_rust_is_written_too() {
    for text in [
        "({ a = { impl; ! => { let } } })",
        "",
        ",",
        ";",
        "#",
        "# !",
        "'a",
        "< < <",
        "> > >",
        "a <",
        "| |",
        "=> => ,",
        ". . .",
        "a . . b",
        ":: : ::",
        "! [ ] # [ ]",
        "struct /// a\n A ;",
        "a #[doc = \"b\"] c",
        "fn",
        "pub",
        "pub ( )",
        "mod { mod { } }",
        "? ? .",
        "a! b! ! !",
        "- > = > < -",
        "{ , , } ( , , ) [ , , ]",
        "a ! ( , , ) b ! { , ; }",
        "match { => { } }",
        "impl { 1 2 }",
        "$ $ ~ @",
        "1. ..",
        "| a , b",
        "a ! { #[doc = \"b\"] c #[doc = \"d\"] #[e] f : g , #[doc = \"h\"] }",
        "/ / * / / =",
        "let = = ;",
    ] {
        keeps_text(text);
    }
}

#[test]
fn whatever_is_in_the_way_the_text_says_the_same() {
    let words = [
        "a",
        "A",
        "fn",
        "mod",
        "impl",
        "match",
        "if",
        "struct",
        "let",
        "pub",
        "use",
        "'b",
        "1",
        "1.5",
        "\"c\"",
        "#[doc = \"d\"]",
        "#[e]",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "<",
        ">",
        ",",
        ";",
        "::",
        ".",
        "..",
        "=",
        "=>",
        "->",
        "|",
        "||",
        "&",
        "&&",
        "-",
        "*",
        "!",
        "?",
        ":",
        "#",
    ];
    let mut state = 1_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut kept = 0;
    for _ in 0..2_000 {
        let mut text = String::new();
        let mut open = Vec::new();
        for _ in 0..random(60) {
            let word = words[random(words.len())];
            match word {
                "(" | "[" | "{" => open.push(match word {
                    "(" => ")",
                    "[" => "]",
                    _ => "}",
                }),
                ")" | "]" | "}" => {
                    let Some(close) = open.pop() else { continue };
                    text.push_str(close);
                    continue;
                }
                _ => {}
            }
            text.push_str(word);
            text.push(' ');
        }
        text.extend(open.into_iter().rev());
        if let Ok(tokens) = text.parse() {
            keeps(&tokens);
            kept += 1;
        }
    }
    assert!(kept > 1_000, "{kept}");
}

#[test]
fn real_documents_say_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders =
        ["tests/fixtures/openapi", "tests/fixtures/config", "../shared/apigateway", "../shared/openapi-large"];
    for folder in folders.map(|folder| root.join(folder)) {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            println!("skipped: {} (it is missing)", folder.display());
            continue;
        };
        let mut count = 0;
        for path in entries.map(|entry| entry.unwrap().path()) {
            let (Ok(text), name) = (std::fs::read_to_string(&path), path.display().to_string()) else { continue };
            let client = OpenApi::new("api", &path).tokens(&text);
            let backend = crate::generate::emitted(&name, &text, &Overrides::default(), &[]);
            for (tokens, _) in [client, backend].into_iter().flatten() {
                let text = keeps(&tokens);
                assert_eq!(formed(text.parse().unwrap()), text, "the same again");
                count += 1;
            }
        }
        assert!(count > 0, "{}", folder.display());
    }
}
