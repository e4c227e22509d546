//! Writing: one thing that a person asks the portal to do, whether it is under way, and why it was refused.

use std::rc::Rc;

use leptos::prelude::*;

use super::ApiError;

/// A write that can be asked for again and again; copied freely.
pub struct Write<I: 'static> {
    action: Action<I, ()>,
    problem: RwSignal<Option<ApiError>>,
}

impl<I> Clone for Write<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I> Copy for Write<I> {}

/// Makes a write out of what sends it and what follows when it worked.
///
/// It goes on when its page is left: what was asked for is done. `done` must therefore not expect its page to be there.
pub fn use_write<I, O, Sent>(
    send: impl Fn(I) -> Sent + 'static,
    done: impl Fn(O) + 'static,
) -> Write<I>
where
    I: Clone + Send + Sync + 'static,
    O: 'static,
    Sent: Future<Output = Result<O, ApiError>> + 'static,
{
    let problem = RwSignal::new(None);
    let done = Rc::new(done);
    let action = Action::new_unsync(move |input: &I| {
        let sent = send(input.clone());
        let done = Rc::clone(&done);
        async move {
            match sent.await {
                Ok(answer) => {
                    let _ = problem.try_set(None);
                    done(answer);
                }
                Err(error) => {
                    let _ = problem.try_set(Some(error));
                }
            }
        }
    });
    Write { action, problem }
}

impl<I: Send + Sync> Write<I> {
    /// Asks for it, unless it is under way already.
    pub fn run(self, input: I) {
        if !self.action.pending().get_untracked() {
            self.problem.set(None);
            self.action.dispatch(input);
        }
    }

    pub fn is_pending(self) -> Signal<bool> {
        self.action.pending().into()
    }

    /// Why it was refused, until it is asked for again.
    pub fn problem(self) -> Signal<Option<ApiError>> {
        self.problem.into()
    }

    /// Refuses without asking the server, or takes a refusal back.
    pub fn set_problem(self, problem: Option<ApiError>) {
        self.problem.set(problem);
    }
}
