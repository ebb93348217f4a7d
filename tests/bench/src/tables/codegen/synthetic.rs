//! Documents of any size: the same five types and five operations over and over, as a well-kept API has them, within what
//! every generator can read.

use std::io;
use std::path::PathBuf;

use super::documents::write;

/// A JSON Schema of draft 7 with four types for each of `count` resources.
pub(super) fn schema(count: usize) -> io::Result<PathBuf> {
    let members = joined(count, |index| format!(r##""widgets{index}":{{"$ref":"#/definitions/WidgetPage{index}"}}"##));
    let models = models(count, "definitions");
    let text = format!(
        r#"{{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{{{members}}},"definitions":{{{models}}}}}"#
    );
    write(&format!("schema-{count}.json"), &text)
}

/// An `OpenAPI` 3.0 document with the same types and five operations on each resource.
pub(super) fn api(count: usize) -> io::Result<PathBuf> {
    let paths = joined(count, |index| PATHS.replace("INDEX", &index.to_string()));
    let models = models(count, "components/schemas");
    let text = format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"Widgets","version":"1.0.0"}},"paths":{{{paths}}},"components":{{{ERRORS},{models}}}}}}}"#
    );
    write(&format!("api-{count}.json"), &text)
}

/// Each belongs to one before it, so that references run through the whole document and never in circles.
fn models(count: usize, place: &str) -> String {
    joined(count, |index| {
        let owner = if index == 0 { String::new() } else { OWNER.replace("INDEX", &(index / 2).to_string()) };
        MODELS.replace("OWNER", &owner).replace("INDEX", &index.to_string()).replace("PLACE", place)
    })
}

fn joined(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect::<Vec<_>>().join(",")
}

const OWNER: &str = r##""owner": { "$ref": "#/PLACE/WidgetINDEX" },"##;

const MODELS: &str = r##"
"WidgetINDEX": {
  "description": "A widget, and what is known of it.",
  "type": "object",
  "properties": {
    "id": { "description": "Its number, the same for ever.", "type": "string", "format": "uuid" },
    "name": { "description": "What people call it.", "type": "string", "minLength": 1, "maxLength": 63 },
    "kind": { "$ref": "#/PLACE/WidgetKindINDEX" },
    OWNER
    "size": { "description": "In bytes.", "type": "integer", "format": "uint32", "minimum": 0 },
    "weight": { "type": "number", "format": "double" },
    "labels": { "type": "object", "additionalProperties": { "type": "string" } },
    "tags": { "description": "In no order.", "type": "array", "items": { "type": "string" } },
    "position": { "$ref": "#/PLACE/WidgetPositionINDEX" },
    "is_public": { "type": "boolean" },
    "time_created": { "description": "When it was made.", "type": "string", "format": "date-time" }
  },
  "required": ["id", "name", "kind", "size", "tags", "time_created"]
},
"WidgetKindINDEX": {
  "description": "What a widget is for.", "type": "string", "enum": ["small", "large", "unusual", "retired"]
},
"WidgetPositionINDEX": {
  "description": "Where a widget is.",
  "type": "object",
  "properties": { "x": { "type": "integer", "format": "int32" }, "y": { "type": "integer", "format": "int32" } },
  "required": ["x", "y"]
},
"WidgetCreateINDEX": {
  "description": "What a widget is made from.",
  "type": "object",
  "properties": {
    "name": { "type": "string", "minLength": 1, "maxLength": 63 },
    "kind": { "$ref": "#/PLACE/WidgetKindINDEX" },
    "description": { "type": "string" }
  },
  "required": ["name", "kind"]
},
"WidgetPageINDEX": {
  "description": "Some of the widgets.",
  "type": "object",
  "properties": {
    "items": { "type": "array", "items": { "$ref": "#/PLACE/WidgetINDEX" } },
    "next_page": { "description": "Asks for those that follow.", "type": "string" }
  },
  "required": ["items"]
}"##;

const PATHS: &str = r##"
"/v1/widgetsINDEX": {
  "get": {
    "operationId": "widget_list_INDEX", "tags": ["widgets"], "summary": "List widgets",
    "parameters": [
      { "in": "query", "name": "limit", "schema": { "type": "integer", "format": "uint32", "minimum": 1 } },
      { "in": "query", "name": "page_token", "schema": { "type": "string" } }
    ],
    "responses": {
      "200": {
        "description": "The widgets.",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/WidgetPageINDEX" } } }
      },
      "4XX": { "$ref": "#/components/responses/Error" }, "5XX": { "$ref": "#/components/responses/Error" }
    }
  },
  "post": {
    "operationId": "widget_create_INDEX", "tags": ["widgets"], "summary": "Create a widget",
    "requestBody": {
      "required": true,
      "content": { "application/json": { "schema": { "$ref": "#/components/schemas/WidgetCreateINDEX" } } }
    },
    "responses": {
      "201": {
        "description": "It was made.",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/WidgetINDEX" } } }
      },
      "4XX": { "$ref": "#/components/responses/Error" }, "5XX": { "$ref": "#/components/responses/Error" }
    }
  }
},
"/v1/widgetsINDEX/{id}": {
  "get": {
    "operationId": "widget_view_INDEX", "tags": ["widgets"], "summary": "Fetch a widget",
    "parameters": [{ "in": "path", "name": "id", "required": true, "schema": { "type": "string", "format": "uuid" } }],
    "responses": {
      "200": {
        "description": "The widget.",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/WidgetINDEX" } } }
      },
      "4XX": { "$ref": "#/components/responses/Error" }, "5XX": { "$ref": "#/components/responses/Error" }
    }
  },
  "put": {
    "operationId": "widget_update_INDEX", "tags": ["widgets"], "summary": "Update a widget",
    "parameters": [{ "in": "path", "name": "id", "required": true, "schema": { "type": "string", "format": "uuid" } }],
    "requestBody": {
      "required": true,
      "content": { "application/json": { "schema": { "$ref": "#/components/schemas/WidgetCreateINDEX" } } }
    },
    "responses": {
      "200": {
        "description": "The widget.",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/WidgetINDEX" } } }
      },
      "4XX": { "$ref": "#/components/responses/Error" }, "5XX": { "$ref": "#/components/responses/Error" }
    }
  },
  "delete": {
    "operationId": "widget_delete_INDEX", "tags": ["widgets"], "summary": "Delete a widget",
    "parameters": [{ "in": "path", "name": "id", "required": true, "schema": { "type": "string", "format": "uuid" } }],
    "responses": {
      "204": { "description": "It is gone." },
      "4XX": { "$ref": "#/components/responses/Error" }, "5XX": { "$ref": "#/components/responses/Error" }
    }
  }
}"##;

const ERRORS: &str = r##"
"responses": {
  "Error": {
    "description": "What went wrong.",
    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } }
  }
},
"schemas": {
  "Error": {
    "description": "What went wrong.",
    "type": "object",
    "properties": { "message": { "type": "string" }, "error_code": { "type": "string" } },
    "required": ["message"]
  }"##;
