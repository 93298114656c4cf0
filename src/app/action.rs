//! What a user can do. Every action is bound in the keymap, listed in help, and explains itself when it cannot run.

/// How an action is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Description {
    /// The group it is listed under.
    pub group: &'static str,
    /// A few words for the hint line.
    pub hint: &'static str,
    /// A sentence for help.
    pub help: &'static str,
}

/// Declares the actions in the order of help, each with its group, hint and help, so that none can be left out.
macro_rules! actions {
    ($($name:ident: $group:literal, $hint:literal, $help:literal;)+) => {
        /// An intention of the user. The order of the variants is the order of help.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $(#[doc = $help] $name,)+
        }

        impl Action {
            /// Every action in the order of help.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// How the action is explained.
            #[must_use]
            pub const fn describe(self) -> Description {
                match self {
                    $(Self::$name => Description { group: $group, hint: $hint, help: $help },)+
                }
            }
        }
    };
}

actions! {
    Down: "Move", "down", "next row";
    Up: "Move", "up", "previous row";
    First: "Move", "first", "first row";
    Last: "Move", "last", "last row";
    PageDown: "Move", "page down", "one page down";
    PageUp: "Move", "page up", "one page up";
    HalfPageDown: "Move", "half page down", "half a page down";
    HalfPageUp: "Move", "half page up", "half a page up";
    Close: "Move", "close", "close the branch, or go to its parent";
    Open: "Move", "open", "open the branch, or go into it";
    Activate: "Move", "open", "open the case, toggle the branch, or jump to it in the tree";
    NextPane: "Panes", "next pane", "next pane";
    PreviousPane: "Panes", "previous pane", "previous pane";
    FocusQueue: "Panes", "queue", "go to the queue";
    FocusCase: "Panes", "case", "go to the case";
    FocusComments: "Panes", "comments", "go to the moderation comments";
    FocusDocuments: "Panes", "documents", "go to the document handles";
    NextTab: "Panes", "next tab", "next tab of the case: tree, asks, findings, history";
    PreviousTab: "Panes", "previous tab", "previous tab of the case";
    NextCustomer: "Customers", "next customer", "next customer, from any pane";
    PreviousCustomer: "Customers", "previous customer", "previous customer, from any pane";
    RefreshCase: "Refresh", "refresh", "fetch this case again";
    RefreshQueue: "Refresh", "refresh queue", "fetch the queue again and rank it";
    AutoRefresh: "Refresh", "auto-refresh", "auto-refresh of case and queue, on or off";
    LookAtAll: "Refresh", "look at all", "fetch the details of every customer not looked at yet";
    Find: "Find", "find", "filter the queue, or search in the case and its panes";
    NextHit: "Find", "next hit", "next place that holds what was searched for";
    PreviousHit: "Find", "previous hit", "previous place that holds what was searched for";
    QuickView: "Find", "quick view", "show all, those that need us, chase due, with the customer, with Fin, or changed since you looked";
    Overview: "Find", "overview", "figures over all customers: who must act, what holds cases up, whether it gets better";
    Sort: "Find", "sort", "sort the queue by a column";
    FollowUp: "Follow up", "sent", "mark as sent, as answered or put off; again to undo";
    Note: "Follow up", "note", "note something on this case; your notes, to change or remove";
    Draft: "Take away", "draft", "draft the messages that ask for what is owed";
    PickOriginals: "Take away", "Fin's sentences", "in a draft: put sentences of Fin's into the message, or take them out";
    LiftHold: "Take away", "lift hold", "lift the hold of a case, once compliance was asked and where the configuration allows it";
    Copy: "Take away", "copy", "copy the selected value";
    CopyWhat: "Take away", "copy what", "choose what to copy";
    Export: "Take away", "export", "write the case to a new file";
    OpenLink: "Take away", "open link", "open the configured link for what is selected";
    Mask: "Take away", "mask", "hide personal data everywhere, or show it again";
    ShowProse: "Take away", "Fin's words", "show what Fin wrote on this case while personal data is hidden, or hide it again";
    ThisCaseOnly: "Screen", "this case only", "for a shared screen: show this case only and no other customer, or all again";
    Zoom: "Screen", "zoom", "fill the screen with this pane, and back";
    Help: "Screen", "all keys", "all actions and their keys; Enter runs one";
    Memory: "Screen", "remember nothing", "keep nothing of this run beyond it";
    Messages: "Screen", "messages", "what you were told, newest first, to read again and to copy";
    Repaint: "Screen", "repaint", "paint the screen anew";
    Suspend: "Screen", "suspend", "suspend; fg brings it back";
    Back: "Screen", "back", "close, leave a field, unzoom, cancel a load, clear a filter";
    Quit: "Screen", "quit", "close what is open, else quit";
    QuitNow: "Screen", "quit now", "quit from anywhere";
}

impl Action {
    /// Its name in the keymap.
    #[must_use]
    pub fn name(self) -> String {
        let words = format!("{self:?}");
        let mut name = String::with_capacity(words.len() + 4);
        for (place, c) in words.char_indices() {
            if place > 0 && c.is_ascii_uppercase() {
                name.push('_');
            }
            name.push(c.to_ascii_lowercase());
        }
        name
    }
}
