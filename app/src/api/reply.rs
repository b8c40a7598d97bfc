//! The answer of a server function: the outcome of the form that it received.

use serde::{Deserialize, Serialize};

/// What a form leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Reply {
    /// It is done.
    Done {
        /// The address to go on at.
        to: String,
    },
    /// The storefront has a host of its own: it wants this key in the body of a form.
    HandOver {
        /// The address to post it to.
        to: String,
        /// The value of the field `key`.
        key: String,
    },
    /// Nothing was done yet: something would be lost. With `sure` it is done all the same.
    Asks {
        /// What would be lost, a sentence each.
        text: Vec<String>,
    },
    /// The other sessions that the agent has open.
    Others {
        /// The oldest first.
        sessions: Vec<Session>,
    },
    /// It cannot be taken.
    Rejected {
        /// What is wrong, for the whole form.
        text: String,
        /// The fields to correct: name, and what is wrong.
        fields: Vec<(String, String)>,
    },
}

/// A session that can be switched to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its id.
    pub id: String,
    /// The customer's name.
    pub customer: String,
    /// The company's name.
    pub company: String,
    /// The store's name.
    pub store: String,
    /// Seconds left.
    pub seconds: i64,
    /// Whether it is open in this browser.
    pub here: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reply_is_an_object_that_says_what_it_is() {
        let text = |text: &str| text.to_owned();
        for (reply, json) in [
            (Reply::Done { to: text("/") }, r#"{"is":"done","to":"/"}"#),
            (Reply::HandOver { to: text("/"), key: text("k") }, r#"{"is":"hand_over","to":"/","key":"k"}"#),
            (Reply::Asks { text: vec![text("Sure?")] }, r#"{"is":"asks","text":["Sure?"]}"#),
            (
                Reply::Rejected { text: text("No."), fields: vec![(text("login"), text("Required."))] },
                r#"{"is":"rejected","text":"No.","fields":[["login","Required."]]}"#,
            ),
        ] {
            assert_eq!(leptos::serde_json::to_string(&reply).expect("JSON"), json);
        }
    }
}
