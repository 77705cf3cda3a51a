//! JSON as web pages and people write it: with a comma too many, other quotes and spaces, and remarks.

/// The text with its punctuation as JSON has it; what stands in quotes stays as it is.
pub fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' | '“' | '”' => {
                out.push('"');
                let closes = |inner: char| if letter == '"' { inner == '"' } else { matches!(inner, '“' | '”') };
                while let Some(inner) = letters.next().filter(|inner| !closes(*inner)) {
                    out.push(inner);
                    if inner == '\\' {
                        out.extend(letters.next());
                    }
                }
                out.push('"');
            }
            '}' | ']' => {
                let before = out.trim_end();
                out.truncate(before.strip_suffix(',').unwrap_or(before).len());
                out.push(letter);
            }
            '/' if letters.peek() == Some(&'/') => while letters.next_if(|letter| *letter != '\n').is_some() {},
            _ if letter.is_whitespace() || letter == '\u{200b}' => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}
