//! What is said about broken documents, in each dialect and in both notations: every mistake at once, with its place.
//!
//! `UPDATE_EXPECT=1` writes the snapshots anew.

#![expect(clippy::too_many_lines, reason = "snapshots are long")]

use amplify_rest_codegen::OpenApi;
use expect_test::{Expect, expect};

#[track_caller]
fn check(file: &str, text: &str, expected: &Expect) {
    let errors = OpenApi::new("api", file).generate_from(text).expect_err("a mistake is found");
    expected.assert_eq(&errors.to_string());
}

#[test]
fn a_swagger_document_with_many_mistakes() {
    let text = r##"{
  "swagger": "2.0",
  "host": ["example.com"],
  "basePath": 5,
  "paths": {
    "/a": { "get": {
      "parameters": [
        { "name": "one", "in": "cookie", "type": "string" },
        { "name": "two", "in": "query", "type": "strin" },
        { "name": "three", "in": "query", "type": "array", "items": { "type": "string" }, "collectionFormat": "sssv" },
        { "name": "four", "in": "query", "type": "integer", "required": "yes" },
        { "name": "five", "in": "query", "type": "string", "pattern": "(a" },
        { "$ref": "#/parameter/six" }
      ],
      "responses": { "200": { "description": "fine", "schema": { "$ref": "#/definitions/Itme" } } }
    } },
    "/b": { "post": {
      "parameters": { "name": "one" },
      "responses": [],
      "security": [{ "ky": [] }]
    } },
    "/c": [],
    "/d": { "get": 5 }
  },
  "securityDefinitions": { "key": { "type": "apiKey", "name": "x-api-key", "in": "header" } },
  "definitions": { "Item": { "type": "object" } }
}"##;
    check(
        "api.json",
        text,
        &expect![[r##"
            14 mistakes in the input of the code generation

            api.json:3:11: a string is needed, not an array
               |
             3 |   "host": ["example.com"],
               |           ^^^^^^^^^^^^^^^
               = at: /host

            api.json:4:15: a string is needed, not a number
               |
             4 |   "basePath": 5,
               |               ^
               = at: /basePath

            api.json:8:32: there are no parameters in "cookie"
               |
             8 |         { "name": "one", "in": "cookie", "type": "string" },
               |                                ^^^^^^^^
               = at: /paths/~1a/get/parameters/0/in

            api.json:9:49: there is no type "strin"
               |
             9 |         { "name": "two", "in": "query", "type": "strin" },
               |                                                 ^^^^^^^
               = at: /paths/~1a/get/parameters/1/type
               = hint: did you mean "string"?

            api.json:10:111: there is no collection format "sssv"
                |
             10 | "array", "items": { "type": "string" }, "collectionFormat": "sssv" },
                |                                                             ^^^^^^
               = at: /paths/~1a/get/parameters/2/collectionFormat
               = hint: did you mean "ssv"?

            api.json:11:73: a boolean is needed, not a string
                |
             11 | ame": "four", "in": "query", "type": "integer", "required": "yes" },
                |                                                             ^^^^^
               = at: /paths/~1a/get/parameters/3/required
               = hint: YAML 1.2 has `true` and `false` alone

            api.json:12:71: the pattern "(a" is not a regular expression that can be used: unclosed group
                |
             12 | "name": "five", "in": "query", "type": "string", "pattern": "(a" },
                |                                                             ^^^^
               = at: /paths/~1a/get/parameters/4/pattern

            api.json:13:19: the reference "#/parameter/six" leads to nothing in this document
                |
             13 |         { "$ref": "#/parameter/six" }
                |                   ^^^^^^^^^^^^^^^^^
               = at: /paths/~1a/get/parameters/5/$ref

            api.json:15:74: the reference "#/definitions/Itme" leads to nothing in the documents of this build
                |
             15 | ses": { "200": { "description": "fine", "schema": { "$ref": "#/definitions/Itme" } } }
                |                                                             ^^^^^^^^^^^^^^^^^^^^
               = at: /paths/~1a/get/responses/200/schema/$ref
               = hint: did you mean "#/definitions/Item"?

            api.json:18:21: an array is needed, not an object
                |
             18 |       "parameters": { "name": "one" },
                |                     ^^^^^^^^^^^^^^^^^
               = at: /paths/~1b/post/parameters

            api.json:19:20: an object is needed, not an array
                |
             19 |       "responses": [],
                |                    ^^
               = at: /paths/~1b/post/responses

            api.json:20:22: the document has no security scheme "ky"
                |
             20 |       "security": [{ "ky": [] }]
                |                      ^^^^
               = at: /paths/~1b/post/security/0/ky
               = hint: did you mean "key"?

            api.json:22:11: an object is needed, not an array
                |
             22 |     "/c": [],
                |           ^^
               = at: /paths/~1c

            api.json:23:20: an object is needed, not a number
                |
             23 |     "/d": { "get": 5 }
                |                    ^
               = at: /paths/~1d/get
        "##]],
    );
}

#[test]
fn a_yaml_document_with_many_mistakes() {
    let text = r##"openapi: 3.1.0
info:
  title: Shop
servers: https://example.com
paths:
  /items/{id}:
    parameters:
      - name: id
        in: pth
        schema: {type: string}
    get:
      operationId: [read]
      deprecated: maybe
      responses:
        2XY: {description: no}
        "200":
          description: fine
          content:
            application/json:
              schema:
                type: object
                required: id
                properties:
                  id: {type: string, minLength: -1}
                  size: {type: integer, minimum: large}
                  kind: {enum: {}}
                  part: {$ref: "#/components/schemas/Prat"}
                  code: {type: string, pattern: "(?<=a)b"}
    put:
      requestBody: {$ref: "bodies.yaml#/Item"}
      responses: {"204": !Ref Nothing}
      security: {key: []}
    delete:
      parameters:
        - {name: all, in: query, style: deepObjekt, schema: {type: object}}
        - {in: header, schema: {type: string}}
        - all
      responses: {default: {$ref: "#/components/responses/Nothing"}}
components:
  schemas:
    Part: {type: strnig}
"##;
    check(
        "api.yaml",
        text,
        &expect![[r##"
            17 mistakes in the input of the code generation

            api.yaml:4:10: an array is needed, not a string
               |
             4 | servers: https://example.com
               |          ^^^^^^^^^^^^^^^^^^^
               = at: /servers

            api.yaml:9:13: there are no parameters in "pth"
               |
             9 |         in: pth
               |             ^^^
               = at: /paths/~1items~1{id}/parameters/0/in
               = hint: did you mean "path"?

            api.yaml:12:20: a string is needed, not an array
                |
             12 |       operationId: [read]
                |                    ^^^^^^
               = at: /paths/~1items~1{id}/get/operationId

            api.yaml:13:19: a boolean is needed, not a string
                |
             13 |       deprecated: maybe
                |                   ^^^^^
               = at: /paths/~1items~1{id}/get/deprecated

            api.yaml:15:9: "2XY" is no status
                |
             15 |         2XY: {description: no}
                |         ^^^
               = at: /paths/~1items~1{id}/get/responses/2XY
               = hint: a number (`200`), a class of them (`4XX`), or `default`

            api.yaml:22:27: an array of member names is needed, not a string
                |
             22 |                 required: id
                |                           ^^
               = at: /paths/~1items~1{id}/get/responses/200/content/application~1json/schema/required

            api.yaml:24:49: a whole number that is not negative is needed
                |
             24 |                   id: {type: string, minLength: -1}
                |                                                 ^^
               = at: /paths/~1items~1{id}/get/responses/200/content/application~1json/schema/properties/id/minLength

            api.yaml:25:50: a number is needed, not a string
                |
             25 |                   size: {type: integer, minimum: large}
                |                                                  ^^^^^
               = at: /paths/~1items~1{id}/get/responses/200/content/application~1json/schema/properties/size/minimum

            api.yaml:26:32: an array of values is needed, not an object
                |
             26 |                   kind: {enum: {}}
                |                                ^^
               = at: /paths/~1items~1{id}/get/responses/200/content/application~1json/schema/properties/kind/enum

            api.yaml:27:32: the reference "#/components/schemas/Prat" leads to nothing in the documents of this build
                |
             27 |                   part: {$ref: "#/components/schemas/Prat"}
                |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^
               = at: /paths/~1items~1{id}/get/responses/200/content/application~1json/schema/properties/part/$ref
               = hint: did you mean "#/components/schemas/Part"?

            api.yaml:28:49: the pattern "(?<=a)b" looks behind, which cannot be checked
                |
             28 |                   code: {type: string, pattern: "(?<=a)b"}
                |                                                 ^^^^^^^^^
               = at: /paths/~1items~1{id}/get/responses/200/content/application~1json/schema/properties/code/pattern

            api.yaml:30:27: the reference "bodies.yaml#/Item" leads to nothing in this document
                |
             30 |       requestBody: {$ref: "bodies.yaml#/Item"}
                |                           ^^^^^^^^^^^^^^^^^^^
               = at: /paths/~1items~1{id}/put/requestBody/$ref
               = hint: another file of the document is read when the build script names it: `refers_to(path)`; nothing is fetched

            api.yaml:32:17: an array is needed, not an object
                |
             32 |       security: {key: []}
                |                 ^^^^^^^^^
               = at: /paths/~1items~1{id}/put/security

            api.yaml:35:41: there is no style "deepObjekt" for this kind of parameter
                |
             35 |         - {name: all, in: query, style: deepObjekt, schema: {type: object}}
                |                                         ^^^^^^^^^^
               = at: /paths/~1items~1{id}/delete/parameters/0/style
               = hint: did you mean "deepObject"?

            api.yaml:36:11: the parameter has no `name`
                |
             36 |         - {in: header, schema: {type: string}}
                |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               = at: /paths/~1items~1{id}/delete/parameters/1

            api.yaml:37:11: an object is needed, not a string
                |
             37 |         - all
                |           ^^^
               = at: /paths/~1items~1{id}/delete/parameters/2

            api.yaml:38:35: the reference "#/components/responses/Nothing" leads to nothing in this document
                |
             38 |       responses: {default: {$ref: "#/components/responses/Nothing"}}
                |                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               = at: /paths/~1items~1{id}/delete/responses/default/$ref
        "##]],
    );
}

#[test]
fn a_mistake_in_a_form_is_shown_at_its_field() {
    check(
        "api.json",
        r##"{
  "swagger": "2.0",
  "parameters": { "shared": { "name": "note", "in": "formData", "type": "strin" } },
  "paths": { "/a": {
    "parameters": [
      { "name": "size", "in": "formData", "type": "integer", "multipleOf": 0 },
      { "name": "count", "in": "formData", "type": "nothing" }
    ],
    "post": {
      "parameters": [
        { "$ref": "#/parameters/shared" },
        { "name": "count", "in": "formData", "type": "integer", "minimum": "1" }
      ],
      "responses": { "200": { "description": "fine" } }
    }
  } }
}"##,
        &expect![[r#"
            3 mistakes in the input of the code generation

            api.json:3:73: there is no type "strin"
               |
             3 | s": { "shared": { "name": "note", "in": "formData", "type": "strin" } },
               |                                                             ^^^^^^^
               = at: /parameters/shared/type
               = hint: did you mean "string"?

            api.json:6:76: a number above 0 is needed
               |
             6 |  "size", "in": "formData", "type": "integer", "multipleOf": 0 },
               |                                                             ^
               = at: /paths/~1a/parameters/0/multipleOf

            api.json:12:76: a number is needed, not a string
                |
             12 | ": "count", "in": "formData", "type": "integer", "minimum": "1" }
                |                                                             ^^^
               = at: /paths/~1a/post/parameters/1/minimum
        "#]],
    );
}

#[test]
fn documents_that_are_no_yaml_or_json() {
    check(
        "api.yaml",
        "openapi: 3.0.1\npaths:\n  /a:\n   get: {}\n  put: [\n",
        &expect![[r#"
        1 mistake in the input of the code generation

        api.yaml:6:1: this is not YAML: while parsing a node, did not find expected node content
           |
         6 | 
           | ^
    "#]],
    );
    check(
        "api.yaml",
        "openapi: 3.0.1\npaths:\n\t/a: {}\n",
        &expect![[r#"
        1 mistake in the input of the code generation

        api.yaml:3:2: this is not YAML: tabs disallowed within this context (block indentation)
           |
         3 |  /a: {}
           |  ^
    "#]],
    );
    check(
        "api.yaml",
        "openapi: 3.0.1\ninfo:\n  title: \"The\n  items\"\n",
        &expect![[r#"
            1 mistake in the input of the code generation

            api.yaml:3:10: this is not YAML: invalid indentation in quoted scalar
               |
             3 |   title: "The
               |          ^
               = hint: the further lines of a text in quotes stand deeper than its key; many readers let it pass
        "#]],
    );
    check(
        "api.yaml",
        "openapi: 3.0.1\npaths: {}\nopenapi: 3.0.1\n",
        &expect![[r#"
        1 mistake in the input of the code generation

        api.yaml:3:1: the member "openapi" occurs twice in one object
           |
         3 | openapi: 3.0.1
           | ^^^^^^^
           = at: /openapi
    "#]],
    );
    check(
        "api.json",
        "{ \"openapi\": \"3.0.1\",\n  \"paths\": {},\n}",
        &expect![[r#"
        1 mistake in the input of the code generation

        api.json:3:1: this is not JSON: trailing comma
           |
         3 | }
           | ^
           = hint: remove the comma before it
    "#]],
    );
    check(
        "api.json",
        "{ openapi: '3.0.1' }",
        &expect![[r#"
        1 mistake in the input of the code generation

        api.json:1:3: this is not JSON: key must be a string
           |
         1 | { openapi: '3.0.1' }
           |   ^
           = hint: names stand in double quotes in JSON
    "#]],
    );
    check(
        "api.json",
        "[]",
        &expect![[r#"
        1 mistake in the input of the code generation

        api.json:1:1: this is no API document: it has neither `openapi` nor `swagger`
           |
         1 | []
           | ^^
           = hint: OpenAPI 3.0, 3.1 and Swagger 2.0 are read
    "#]],
    );
    check(
        "api.yaml",
        "",
        &expect![[r#"
        1 mistake in the input of the code generation

        api.yaml: this is no API document: it has neither `openapi` nor `swagger`
           = hint: OpenAPI 3.0, 3.1 and Swagger 2.0 are read
    "#]],
    );
    check(
        "api.yaml",
        "openapi: 4\npaths: {}",
        &expect![[r#"
        1 mistake in the input of the code generation

        api.yaml:1:10: there is no OpenAPI "4", or it is not read
           |
         1 | openapi: 4
           |          ^
           = at: /openapi
           = hint: OpenAPI 3.0, 3.1 and Swagger 2.0 are read
    "#]],
    );
    check(
        "api.yaml",
        "openapi: 3.0.1\npaths: [/a]",
        &expect![[r#"
        1 mistake in the input of the code generation

        api.yaml:2:8: an object is needed, not an array
           |
         2 | paths: [/a]
           |        ^^^^
           = at: /paths
    "#]],
    );
}
