//! Two ends and what joins them; an end that is closed is drawn so, for nothing of it is known here.

use leptos::prelude::*;

/// One end, in words.
pub struct LinkEnd {
    /// What this end is called.
    pub label: &'static str,
    /// Whose it is.
    pub owner: String,
    /// Whether nothing of it is known.
    pub closed: bool,
    /// Where its first line leads, if anywhere.
    pub href: Option<String>,
    /// What it is, then more, each a line.
    pub lines: Vec<String>,
    /// What can be done with it.
    pub more: AnyView,
}

/// Two ends and what joins them.
pub struct Link {
    /// The ends.
    pub ends: [LinkEnd; 2],
    /// What joins them: live, waiting, off or gone.
    pub wire: &'static str,
    /// The words above the wire.
    pub above: String,
    /// The word below it.
    pub below: &'static str,
    /// The picture in words.
    pub label: String,
}

/// Draws it: the first end, the wire, the second end.
pub fn link(link: Link) -> impl IntoView {
    let [a, z] = link.ends;
    let (left, right) = (fitting("a", a.closed), fitting("z", z.closed));
    view! {
        <figure class="link">
            {end("a", a)}
            <svg class=format!("wire {}", link.wire) role="img" aria-label=link.label>
                <line class="a" x2="50%" y1="36" y2="36" />
                <line class="z" x1="50%" x2="100%" y1="36" y2="36" />
                {left}
                <svg x="100%">{right}</svg>
                <svg x="50%">
                    <path class="gap" d="M-13 36h26" />
                    <path class="mark off" d="M-12 36 10 25" />
                    <path class="mark gone" d="M-6 30 6 42M6 30-6 42" />
                </svg>
                <text x="50%" y="20">{link.above}</text>
                <text x="50%" y="62">{link.below}</text>
            </svg>
            {end("z", z)}
        </figure>
    }
}

/// Where the wire meets an end: a locked door before a closed one, a plug in an open one.
fn fitting(side: &'static str, closed: bool) -> impl IntoView {
    let (look, path) = match (closed, side) {
        (true, "a") => ("a door", "M0 8h28v56H0zM9 34h10v9H9zM11 34v-4a3 3 0 0 1 6 0v4"),
        (true, _) => ("z door", "M0 8h-28v56h28zM-9 34h-10v9h10zM-11 34v-4a3 3 0 0 0-6 0v4"),
        (false, "a") => ("a plug", PLUG),
        (false, _) => ("z plug", PLUG),
    };
    view! { <path class=look d=path /> }
}

const PLUG: &str = "M-7 36a7 7 0 0 1 14 0a7 7 0 0 1-14 0";

fn end(side: &'static str, end: LinkEnd) -> impl IntoView {
    let mut lines = end.lines.into_iter();
    let first = lines.next();
    let closed = if end.closed { "closed" } else { "" };
    view! {
        <div class=format!("endbox {side} {closed}")>
            <h2><span>{end.label}</span><span>{end.owner}</span></h2>
            <b><a href=end.href>{first}</a></b>
            {lines.map(|line| view! { <span>{line}</span> }).collect_view()}
            {end.more}
        </div>
    }
}
