//! Rows that glide to their new places, for those who do not mind motion.

use std::collections::HashMap;

use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// As the tokens of the stylesheet have it.
const MILLIS: f64 = 140.0;

/// Where the rows stood when they last came to rest.
#[derive(Clone, Copy)]
pub struct Motion(StoredValue<HashMap<String, i32>>);

impl Default for Motion {
    fn default() -> Self {
        Self(StoredValue::new(HashMap::new()))
    }
}

impl Motion {
    /// Lets every row that stands elsewhere now come from where it stood.
    pub fn settle(self, table: &HtmlElement) {
        let Ok(rows) = table.query_selector_all("tr[data-key]") else {
            return;
        };
        let is_moving = moves();
        let mut places = HashMap::new();
        let rows = (0..rows.length()).filter_map(|index| rows.item(index));
        for row in rows.filter_map(|row| row.dyn_into::<HtmlElement>().ok()) {
            let (key, top) = (row.get_attribute("data-key"), row.offset_top());
            let Some(key) = key else { continue };
            let before = self.0.try_with_value(|places| places.get(&key).copied());
            if let Some(before) = before
                .flatten()
                .filter(|before| *before != top && is_moving)
            {
                glide(&row, before - top);
            }
            places.insert(key, top);
        }
        let _ = self.0.try_update_value(|kept| *kept = places);
    }
}

fn moves() -> bool {
    let reduced = window().match_media("(prefers-reduced-motion: reduce)");
    !reduced
        .ok()
        .flatten()
        .is_some_and(|reduced| reduced.matches())
}

/// Moves the row from so many pixels away to its place; a browser that cannot shows it there at once.
fn glide(row: &HtmlElement, from: i32) {
    let step = |transform: &str| {
        let step = Object::new();
        let _ = Reflect::set(&step, &"transform".into(), &transform.into());
        step
    };
    let steps = Array::of2(&step(&format!("translateY({from}px)")), &step("none"));
    let timing = Object::new();
    let _ = Reflect::set(&timing, &"duration".into(), &JsValue::from_f64(MILLIS));
    let _ = Reflect::set(&timing, &"easing".into(), &"ease-out".into());
    let animate = Reflect::get(row, &"animate".into());
    if let Some(animate) = animate.ok().and_then(|it| it.dyn_into::<Function>().ok()) {
        let _ = animate.call2(row, &steps, &timing);
    }
}
