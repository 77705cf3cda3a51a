//! A call as a command for a shell (W5).

use serde_json::Value;

/// One call of a vendor's API.
#[derive(Debug)]
pub struct Call {
    /// The HTTP method.
    pub method: &'static str,
    /// Where it goes.
    pub url: String,
    /// The variable of the shell that holds the access token.
    pub token: &'static str,
    /// What is sent, and what it is.
    pub body: Option<(Value, &'static str)>,
}

impl Call {
    /// The command. The access token is not in it: the shell puts it in.
    pub fn command(&self) -> String {
        let mut lines = vec![
            format!("curl --request {} {}", self.method, quoted(&self.url)),
            format!("--header \"Authorization: Bearer ${}\"", self.token),
        ];
        if let Some((body, kind)) = &self.body {
            lines.push(format!("--header 'Content-Type: {kind}'"));
            lines.push(format!("--data-raw {}", quoted(&pretty(body))));
        }
        lines.join(" \\\n  ") + "\n"
    }
}

/// JSON as people read it.
pub fn pretty(value: &Value) -> String {
    // A value is always written: its fields are named by texts.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// A text that the shell takes as it is, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
