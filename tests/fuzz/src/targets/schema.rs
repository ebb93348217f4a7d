//! JSON Schemas: the default options, then the others.

use amplify_rest_codegen::Errors;
use amplify_rest_codegen::schema::{
    Dialect, Document, Formats, ImpliedTypes, Root, TypeOptions, Types, UnknownMembers, compile,
};

use super::promises;

pub(super) fn run(input: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(input) else { return false };
    let types = types(text, Dialect::default(), TypeOptions::new());
    promises::keep(text, types.as_ref().map(|types| (types.clone().into_code(), &[][..])));
    if types.is_err() {
        return false;
    }
    assert!(types.is_ok_and(|types| types.roots().len() == 1));
    assert_eq!(code(text), code(text), "the same input, another output");
    let options = TypeOptions::new()
        .formats(Formats::Noted)
        .unknown_members(UnknownMembers::Refused)
        .implied_types(ImpliedTypes::Assumed);
    for dialect in [Dialect::Draft4, Dialect::Draft7, Dialect::OpenApi30] {
        let types = self::types(text, dialect, options.clone());
        let code = types.as_ref().map(|types| (types.clone().into_code(), &[][..]));
        promises::keep(text, code);
    }
    true
}

pub(super) fn code(text: &str) -> Option<String> {
    types(text, Dialect::default(), TypeOptions::new()).ok().map(Types::into_code)
}

fn types(text: &str, dialect: Dialect, options: TypeOptions) -> Result<Types, Errors> {
    let document = Document::json("schema.json", text)?.with_dialect(dialect);
    compile(&[document], &[Root::new("Root")], options)
}
