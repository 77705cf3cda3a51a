//! Something drawn to scale: bars over a line of numbers, and beneath it what they mean in words.

use std::fmt::Write;

use leptos::prelude::*;

/// The height of the drawing, in its own measure.
pub const HEIGHT: u64 = 100;

/// Bars of one look, and what they mean.
pub struct Part {
    look: &'static str,
    path: String,
    words: String,
    href: Option<String>,
}

impl Part {
    /// Nothing yet of this look: a class.
    pub const fn new(look: &'static str, words: String, href: Option<String>) -> Self {
        Self { look, path: String::new(), words, href }
    }

    /// Adds a bar from `first` to `end`, at most [`HEIGHT`] high.
    pub fn bar(&mut self, first: u64, end: u64, height: u64) {
        if end > first && height > 0 {
            let width = end - first;
            // Writing to a text cannot fail.
            let _ = write!(self.path, "M{first} {HEIGHT}h{width}v-{height}h-{width}z");
        }
    }
}

/// Bars over a line of numbers.
pub struct Plot {
    /// What is drawn.
    pub title: String,
    /// How: a strip (where no bar is too thin to be seen) or parts (which stand apart).
    pub look: &'static str,
    /// The lowest number.
    pub first: u64,
    /// How many numbers there are.
    pub width: u64,
    /// Words below the line, evenly spread.
    pub axis: Vec<String>,
    /// What is drawn, one over the other.
    pub parts: Vec<Part>,
}

/// Draws it as wide as its box. The words stand outside, and the drawing says the same to whoever does not see it.
pub fn plot(plot: Plot) -> impl IntoView {
    let Plot { title, first, width, .. } = plot;
    let words: Vec<&str> = plot.parts.iter().map(|part| part.words.as_str()).collect();
    let label = format!("{title}: {}", words.join(", "));
    let word = |word: String| view! { <span>{word}</span> };
    let (mut bars, mut legend) = (vec![], vec![]);
    for part in plot.parts {
        bars.push(view! { <path class=part.look d=part.path /> });
        legend.push(view! { <li><span class=part.look></span><a href=part.href>{part.words}</a></li> });
    }
    view! {
        <figure class="picture">
            <svg class=format!("plot {}", plot.look) viewBox=format!("{first} 0 {width} {HEIGHT}") preserveAspectRatio="none" role="img" aria-label=label>
                <rect class="track" x=first width=width height=HEIGHT />
                {bars}
            </svg>
            <div class="axis" aria-hidden="true">{plot.axis.into_iter().map(word).collect_view()}</div>
            <ul class="legend">{legend}</ul>
        </figure>
    }
}
