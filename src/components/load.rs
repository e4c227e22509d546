//! The one way in which a reading becomes a view: shapes while it loads, the content, or what went wrong.

use leptos::prelude::*;

use super::{Failure, Skeleton, skeleton};
use crate::api::{Read, Reading};

#[component]
pub fn Load<T, Content, View>(
    read: Read<T>,
    shape: Skeleton,
    /// Whether a failure stands for the whole page and needs a heading of its own.
    #[prop(optional)]
    is_page: bool,
    children: Content,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    Content: Fn(T) -> View + Send + Sync + 'static,
    View: IntoView + 'static,
{
    move || match read.get() {
        Reading::Loading => skeleton(shape),
        Reading::Ready(value) => children(value).into_any(),
        Reading::Failed(error) => {
            let retry = Callback::new(move |()| read.refetch());
            view! { <Failure error on_retry=retry is_page/> }.into_any()
        }
    }
}
