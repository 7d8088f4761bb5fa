//! An iterator over items from steps that each read a little further.

use crate::file_error::FileError;
use crate::item::Item;
use std::collections::VecDeque;
use std::ops::ControlFlow;

/// What a step leaves: more to read, or the end.
pub(crate) type Step = Result<ControlFlow<()>, FileError>;

/// The items that `step` adds, until it breaks; an error comes last.
pub(crate) fn pull<'a>(
    step: impl FnMut(&mut VecDeque<Item>) -> Step + 'a,
) -> Box<dyn Iterator<Item = Result<Item, FileError>> + 'a> {
    Box::new(Pull { step: Some(step), ready: VecDeque::new() })
}

/// The items of something that is read in one go, once the first is asked for.
pub(crate) fn pull_once<'a>(
    read: impl FnOnce(&mut VecDeque<Item>) -> Result<(), FileError> + 'a,
) -> Box<dyn Iterator<Item = Result<Item, FileError>> + 'a> {
    let mut read = Some(read);
    pull(move |ready| {
        read.take().map_or(Ok(()), |read| read(ready))?;
        Ok(ControlFlow::Break(()))
    })
}

struct Pull<S> {
    step: Option<S>,
    ready: VecDeque<Item>,
}

impl<S: FnMut(&mut VecDeque<Item>) -> Step> Iterator for Pull<S> {
    type Item = Result<Item, FileError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(Ok(item));
            }
            match (self.step.as_mut()?)(&mut self.ready) {
                Ok(ControlFlow::Continue(())) => {}
                Ok(ControlFlow::Break(())) => self.step = None,
                Err(error) => {
                    self.step = None;
                    self.ready.clear();
                    return Some(Err(error));
                }
            }
        }
    }
}
