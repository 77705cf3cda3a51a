//! The identities drawn for one command, kept so that a second try after a conflict uses the same ones.

use uuid::Uuid;

use super::Ids;

pub(super) struct Tape<'a> {
    source: &'a dyn Ids,
    drawn: Vec<Uuid>,
    next: usize,
}

impl<'a> Tape<'a> {
    pub(super) const fn new(source: &'a dyn Ids) -> Self {
        Self { source, drawn: vec![], next: 0 }
    }

    pub(super) fn rewind(&mut self) {
        self.next = 0;
    }

    /// Whether what was drawn can be told from everything else, and each from the others.
    pub(super) fn all_new(&self, known: impl Fn(Uuid) -> bool) -> bool {
        let new = |(at, id): (usize, &Uuid)| {
            !id.is_nil() && !known(*id) && !self.drawn.iter().skip(at + 1).any(|other| other == id)
        };
        self.drawn.iter().enumerate().all(new)
    }

    pub(super) fn draw(&mut self) -> Uuid {
        let drawn = match self.drawn.get(self.next) {
            Some(drawn) => *drawn,
            None => {
                let fresh = self.source.draw();
                self.drawn.push(fresh);
                fresh
            }
        };
        self.next += 1;
        drawn
    }
}
