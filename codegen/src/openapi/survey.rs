//! What most documents have nothing of, looked for in one walk: the passes for it are left out then.

use serde_json::Value;

use super::directions::Side;

/// What stands anywhere in a document.
#[derive(Default)]
pub(super) struct Survey {
    /// Alternatives that are told apart by a member.
    pub(super) has_discriminators: bool,
    /// Members that one side alone writes.
    pub(super) has_marks: bool,
}

impl Survey {
    pub(super) fn of(document: &Value) -> Self {
        let mut survey = Self::default();
        survey.look(document);
        survey
    }

    fn look(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    self.has_discriminators |= name == "discriminator";
                    self.has_marks |= (name == Side::Request.mark() || name == Side::Answer.mark()) && *member == true;
                    self.look(member);
                }
            }
            Value::Array(elements) => elements.iter().for_each(|element| self.look(element)),
            _ => {}
        }
    }
}
